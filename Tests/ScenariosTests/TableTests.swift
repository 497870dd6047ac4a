import Testing

@testable import Scenarios

@Suite
struct TableTests {
  struct Retry: Sendable {
    var attempts = 4
    var pause = Duration.seconds(1)
  }

  static let table = Table(
    "retry",
    initial: Retry(),
    [
      Key("attempts", .positiveCount, \.attempts, "in all, the first included", source: "ours"),
      Key("pause", .duration, \.pause, "between attempts"),
      Key(notYet: "hedge", "map", "a second call in parallel"),
    ]
  ) { value, node, reading in
    if value.attempts == 1, let node = node["pause"] {
      reading.refuse(node, "one attempt has no pause")
    }
  }

  @Test
  func aMapChangesSomeKeysOfAValue() {
    var base = Retry()
    base.pause = .seconds(9)
    let node = Written("{attempts: 2}").root ?? Node(.mapping([]), at: .beginning(of: 0))
    var reading = Reading(sources: Sources(), folder: "")
    let value = Self.table.read(node, into: base, &reading)
    #expect(value?.attempts == 2)
    #expect(value?.pause == .seconds(9))
  }

  @Test(arguments: [
    (
      "{attemps: 2, pause: 30}",
      [
        "1:7 unknown key `attemps` in retry; did you mean `attempts`?",
        "1:26 `pause` needs a unit, as in 30s or 250ms (found 30)",
      ]
    ),
    ("{attempts: 1, pause: 1s}", ["1:27 one attempt has no pause"]),
    ("{hedge: {}}", ["1:14 not supported yet: `hedge` (a second call in parallel)"]),
    ("5", ["1:6 `key` is a map with keys such as `attempts`, `pause`, `hedge` (found 5)"]),
  ])
  func refuses(text: String, messages: [String]) {
    #expect(reading(.table(Self.table), text).messages == messages)
  }

  @Test
  func everyValueIsRecordedWithItsSource() throws {
    let written = Written("retry: {pause: 5s}", name: "x.yaml")
    var reading = Reading(sources: written.sources, folder: "")
    let node = try #require(written.root?["retry"])
    let value = try #require(Self.table.read(node, into: Retry(), &reading))
    reading.under("retry") { Self.table.assume(value, node, from: "default", &$0) }
    #expect(
      reading.assumptions == [
        Assumption(path: "retry.attempts", value: "4", unit: "", source: "default", note: "ours"),
        Assumption(path: "retry.pause", value: "5s", unit: "s", source: "x.yaml:1"),
      ]
    )
  }
}
