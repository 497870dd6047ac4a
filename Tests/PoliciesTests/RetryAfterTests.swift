import Policies
import Testing
import TimeAndChance

@Suite
struct RetryAfterTests {
  static let texts: [(String, Pushback, Pushback)] = [
    ("3000", .after(.seconds(3)), .after(.seconds(3000))),
    ("0", .after(.zero), .after(.zero)),
    ("-1", .doNotRetry, .doNotRetry),
    ("abc", .doNotRetry, .doNotRetry),
    ("", .doNotRetry, .doNotRetry),
    ("1.5", .doNotRetry, .doNotRetry),
    ("99999999999999999999", .doNotRetry, .doNotRetry),
    ("9223372036854775807", .after(.nanoseconds(Int64.max)), .after(.nanoseconds(Int64.max))),
  ]

  @Test(arguments: texts)
  func readsWhatServersSay(_ text: String, _ gRPC: Pushback, _ http: Pushback) {
    #expect(Pushback(gRPCMilliseconds: text) == gRPC)
    #expect(Pushback(httpSeconds: text) == http)
  }

  static let floor = RetryAfter.floor(atMost: .seconds(60), spread: .none)
  static let table: [(RetryAfter, Pushback, Duration?)] = [
    (.ignore, .after(.seconds(30)), .seconds(2)),
    (.ignore, .doNotRetry, .seconds(2)),
    (.exact(atMost: .seconds(60)), .none, .seconds(2)),
    (.exact(atMost: .seconds(60)), .after(.seconds(1)), .seconds(1)),
    (.exact(atMost: .seconds(60)), .after(.seconds(90)), .seconds(60)),
    (.exact(atMost: .seconds(60)), .doNotRetry, nil),
    (floor, .after(.seconds(1)), .seconds(2)),
    (floor, .after(.seconds(30)), .seconds(30)),
    (floor, .after(.seconds(9000)), .seconds(60)),
    (floor, .doNotRetry, nil),
    (.clamp(extra: .seconds(5)), .after(.seconds(1)), .seconds(2)),
    (.clamp(extra: .seconds(5)), .after(.seconds(4)), .seconds(4)),
    (.clamp(extra: .seconds(5)), .after(.seconds(60)), .seconds(7)),
    (.clamp(extra: .seconds(5)), .doNotRetry, nil),
  ]

  @Test(arguments: table)
  func combinesWithAPauseOfTwoSeconds(_ rule: RetryAfter, _ said: Pushback, _ want: Duration?) {
    var chance = RandomStream(Seed(1))
    #expect(rule.pause(.seconds(2), given: said, using: &chance) == want)
  }

  /// A million callers who heard the same number neither come early nor all at once.
  @Test
  func nobodyComesEarlyAndNotAllAtOnce() {
    var chance = RandomStream(Seed(2))
    let rule = RetryAfter.recommended
    var (earliest, latest) = (Duration.seconds(1000), Duration.zero)
    for _ in 0..<1_000_000 {
      let pause =
        rule.pause(.seconds(1), given: .after(.seconds(30)), using: &chance) ?? .zero
      (earliest, latest) = (min(earliest, pause), max(latest, pause))
    }
    #expect(earliest >= .seconds(30) && earliest < .milliseconds(30_010))
    #expect(latest < .seconds(36) && latest > .milliseconds(35_990))
  }
}
