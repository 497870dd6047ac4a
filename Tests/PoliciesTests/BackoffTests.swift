import Policies
import Testing
import TimeAndChance

@Suite
struct BackoffTests {
  struct Row: Sendable {
    let backoff: Backoff
    let attempt: Int
    let unit: Double
    let seconds: Double
    var previous = 0.0
  }

  static let base = Backoff.Growth.exponential(base: .seconds(5), factor: 2)
  static let day = Duration.seconds(2000)

  static let table: [Row] = [
    Row(backoff: .none, attempt: 7, unit: 0.9, seconds: 0),
    Row(backoff: Backoff(.fixed(.seconds(10))), attempt: 1000, unit: 0.9, seconds: 10),
    Row(
      backoff: Backoff(.list([.zero, .seconds(1), .seconds(2)])),
      attempt: 1,
      unit: 0,
      seconds: 0
    ),
    Row(
      backoff: Backoff(.list([.zero, .seconds(1), .seconds(2)])),
      attempt: 9,
      unit: 0,
      seconds: 2
    ),
    Row(backoff: Backoff(.list([])), attempt: 9, unit: 0, seconds: 0),
    Row(backoff: Backoff(.linear(.seconds(2))), attempt: 3, unit: 0, seconds: 6),
    Row(backoff: Backoff(base, cap: day), attempt: 1, unit: 0, seconds: 5),
    Row(backoff: Backoff(base, cap: day), attempt: 4, unit: 0, seconds: 40),
    Row(backoff: Backoff(base, cap: day), attempt: 1000, unit: 0, seconds: 2000),
    Row(backoff: Backoff(base), attempt: .max, unit: 0, seconds: 9_223_372_036.854775807),
    Row(
      backoff: Backoff(.exponential(base: .zero, factor: 1.6), jitter: .proportional(1)),
      attempt: 1_000_000,
      unit: 0,
      seconds: 0
    ),
    Row(
      backoff: Backoff(.exponential(base: .seconds(9e9), factor: 1.6), jitter: .proportional(1)),
      attempt: 1_000_000,
      unit: 0,
      seconds: 0
    ),
    Row(backoff: Backoff(base, cap: day, jitter: .full), attempt: 4, unit: 0.25, seconds: 10),
    Row(backoff: Backoff(base, cap: day, jitter: .full), attempt: 21, unit: 0.25, seconds: 500),
    Row(
      backoff: Backoff(base, cap: day, jitter: .fullThenCap),
      attempt: 21,
      unit: 0.25,
      seconds: 2000
    ),
    Row(backoff: Backoff(base, cap: day, jitter: .equal), attempt: 2, unit: 0.5, seconds: 7.5),
    Row(backoff: Backoff(base, cap: day, jitter: .decorrelated), attempt: 1, unit: 0, seconds: 5),
    Row(
      backoff: Backoff(base, cap: day, jitter: .decorrelated),
      attempt: 3,
      unit: 0.5,
      seconds: 24.985,
      previous: 14.99
    ),
    Row(
      backoff: Backoff(base, cap: day, jitter: .proportional(0.5)),
      attempt: 2,
      unit: 1,
      seconds: 15
    ),
    Row(
      backoff: Backoff(base, cap: day, jitter: .proportional(0.5)),
      attempt: 40,
      unit: 1,
      seconds: 2000
    ),
    Row(
      backoff: Backoff(base, cap: day, jitter: .proportionalAfterCap(0.2)),
      attempt: 40,
      unit: 1,
      seconds: 2400
    ),
    Row(
      backoff: Backoff(base, cap: day, jitter: .additive(.seconds(1))),
      attempt: 1,
      unit: 0.5,
      seconds: 5.5
    ),
    Row(
      backoff: Backoff(base, cap: day, jitter: .additive(.seconds(1))),
      attempt: 60,
      unit: 0.5,
      seconds: 2000
    ),
    // 2^0.5 × tanh √2 / 1.4 × 5 s.
    Row(
      backoff: Backoff(base, cap: day, jitter: .pollyV2),
      attempt: 1,
      unit: 0.5,
      seconds: 4.487_024_677_896
    ),
    Row(backoff: Backoff(base, cap: day, jitter: .finagle), attempt: 1, unit: 0.5, seconds: 5),
    Row(
      backoff: Backoff(base, cap: day, jitter: .finagle),
      attempt: 3,
      unit: 0.25,
      seconds: 2.5,
      previous: 2.5
    ),
    Row(
      backoff: Backoff(base, cap: day, jitter: .finagle),
      attempt: 10,
      unit: 0.25,
      seconds: 2000,
      previous: 5
    ),
  ]

  @Test(arguments: table)
  func alternatives(_ row: Row) {
    let pause = row.backoff.pause(
      afterAttempt: row.attempt,
      previous: Duration(inSeconds: row.previous),
      unit: row.unit
    )
    #expect(abs(pause.inSeconds - row.seconds) <= 1e-9 * max(1, row.seconds), "\(row)")
  }

  @Test
  func theDrawComesFromTheStreamAndOnlyWhenNeeded() {
    let full = Backoff.exponential(base: .seconds(1), cap: .seconds(60))
    var stream = RandomStream(Seed(7))
    var twin = stream
    let pause = full.pause(afterAttempt: 5, using: &stream)
    #expect(pause == full.pause(afterAttempt: 5, unit: twin.unit()))
    _ = Backoff(.fixed(.seconds(1))).pause(afterAttempt: 1, using: &stream)
    #expect(stream.next() == twin.next())
  }

  @Test
  func pollysPausesAddUpToItsCurve() {
    let polly = Backoff(Self.base, jitter: .pollyV2)
    var carried: Int64 = 0
    for attempt in 1...6 {
      let pause = polly.pause(afterAttempt: attempt, previous: .nanoseconds(carried), unit: 0.5)
      carried = polly.carry(carried, adding: pause.wholeNanoseconds)
    }
    // 2^5.5 × tanh √22 × 5 s / 1.4
    #expect(abs(Double(carried) * 1e-9 - 161.597_151_452) < 1e-6, "\(carried)")
  }

  /// A million random configurations and attempts stay within the bounds that the names promise.
  @Test
  func pausesStayWithinTheirBounds() {
    let seed = Seed(20_260_101)
    var chance = RandomStream(seed)
    let jitters: [(Backoff.Jitter, low: Double, high: Double)] = [
      (.none, 1, 1), (.full, 0, 1), (.fullThenCap, 0, 1), (.equal, 0.5, 1), (.decorrelated, 0, 1),
      (.proportional(0.2), 0, 1), (.proportionalAfterCap(0.2), 0.8, 1.2),
      (.additive(.seconds(1)), 0, 1), (.pollyV2, 0, 1), (.finagle, 0, 1),
    ]
    var worst: String?
    for (jitter, low, high) in jitters {
      for _ in 0..<100 {
        let base = Int64(chance.below(10_000_000_000)) + 1
        let cap = base + Int64(chance.below(1_000_000_000_000))
        let factor = 1 + 3 * chance.unit()
        let backoff = Backoff(
          .exponential(base: .nanoseconds(base), factor: factor),
          cap: .nanoseconds(cap),
          jitter: jitter
        )
        var carried: Int64 = 0
        for _ in 0..<1000 {
          let attempt = Int(chance.below(1100)) + 1
          let pause = backoff.pauseNanoseconds(
            afterAttempt: attempt,
            previous: carried,
            using: &chance
          )
          carried = backoff.carry(carried, adding: pause)
          let most = Double(cap) * high + 1
          let least = attempt > 100 && factor > 1.5 ? Double(cap) * low - 1 : 0
          if Double(pause) > most || Double(pause) < least || pause < 0 {
            worst = "seed \(seed.value): \(jitter) attempt \(attempt) gave \(pause), cap \(cap)"
          }
        }
      }
    }
    #expect(worst == nil)
  }
}
