import Policies
import Testing
import TimeAndChance

@Suite
struct EnvoyGradientLimitTests {
  /// (typical round trip in ms, limit before it) and the limit after it, idle 100 ms, buffer 25 %.
  @Test(
    arguments: [
      (125, 100, 110), (100, 100, 136), (50, 100, 214), (250, 100, 57), (10_000, 100, 57),
      (125, 1000, 1000), (10_000, 3, 3),
    ]
  )
  func movesByTheGradientAndARoot(_ typical: Int64, _ before: Int, _ after: Int) {
    var limit = EnvoyGradientLimit(
      .init(initial: before, knownRoundTrip: .milliseconds(100)),
      at: .zero
    )
    limit.apply(typical: typical * 1_000_000)
    #expect(limit.limit == after)
  }

  /// Measures at three, grows, and is pinned to three again when the interval ends.
  @Test
  func pinsTheLimitWhileItMeasures() {
    var chance = RandomStream(Seed(14))
    var limit = EnvoyGradientLimit(.init(jitter: .none, measured: 10), at: .zero)
    var line: [Int] = []
    for tick: Int64 in 0..<3300 {
      let now = Instant(nanoseconds: tick * 10_000_000)
      limit.sample(roundTrip: 5_000_000, dropped: false, at: now, using: &chance)
      if [5, 9, 500, 3009, 3010, 3012, 3100].contains(tick) { line.append(limit.limit) }
    }
    #expect(line == [3, 3, 1000, 1000, 3, 3, 1000], "\(line)")
  }
}
