import Testing

@testable import Scenarios

@Suite
struct WayTests {
  struct Window: Sendable {
    var time = Duration.zero
    var buckets = 10
  }

  static let table = Table(
    "window",
    initial: Window(),
    [
      Key("time", .duration, \.time, "its length", isRequired: true),
      Key("buckets", .positiveCount, \.buckets, "its parts"),
    ]
  )
  static let kind = Kind<String>.choice(
    "window",
    [
      Way(table: table, "by time") { "\(shown($0.time))/\($0.buckets)" },
      Way("count", Kind<Int>.positiveCount, "by count") { "\($0)" },
    ],
    show: { $0 }
  )

  @Test(arguments: [
    Reads("{time: 10s}", "10s/10"), Reads("{buckets: 5, time: 10s}", "10s/5"),
    Reads("{count: 100}", "100"),
    Reads("{count: 100, time: 1s}", "1:19 `key` takes one of `count` and `time`, not both"),
    Reads("{cuont: 100}", "1:7 unknown key `cuont` in key; did you mean `count`?"),
    Reads("{}", "1:6 `key` needs one of `time`, `count`"),
    Reads("5", "1:6 `key` is a map of one of `time`, `count` (found 5)"),
    Reads("{count: 5, buckets: 3}", "1:17 unknown key `buckets` in key"),
    Reads("{time: 1s, bucket: 3}", "1:17 unknown key `bucket` in window; did you mean `buckets`?"),
  ])
  func oneOf(_ it: Reads) {
    #expect(Reads.outcome(Self.kind, it.text) == it.gives)
  }
}
