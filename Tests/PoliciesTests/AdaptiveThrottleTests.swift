import Policies
import Testing
import TimeAndChance

@Suite
struct AdaptiveThrottleTests {
  static let rules: [AdaptiveThrottle.Rule] = [
    .sre, .envoy, .failsafe(threshold: .percent(90), cap: .all, least: 1, over: .seconds(60)),
    .finagle(
      threshold: .percent(50),
      cap: .percent(75),
      leastRate: Rate(perSecond: 0.1),
      over: .seconds(60)
    ),
    .pid(.init()),
  ]

  @Test
  func formulas() {
    let got = [
      AdaptiveThrottle.sre(requests: 100, accepts: 40, k: 2),
      AdaptiveThrottle.sre(requests: 0, accepts: 0, k: 2),
      AdaptiveThrottle.sre(requests: 100, accepts: 50, k: 2),
      AdaptiveThrottle.envoy(total: 100, success: 95, threshold: 1, aggression: 2, cap: 0.8),
      AdaptiveThrottle.envoy(total: 100, success: 0, threshold: 1, aggression: 1, cap: 0.1),
      AdaptiveThrottle.envoy(total: 100, success: 75, threshold: 1, aggression: 0.2, cap: 0.8),
      AdaptiveThrottle.finagle(accepted: 0.2, threshold: 0.5, cap: 0.75),
      AdaptiveThrottle.finagle(accepted: 0.1, threshold: 0.5, cap: 0.75),
    ]
    let want = [20.0 / 101, 0, 0, (5.0 / 101).squareRoot(), 0.1, 25.0 / 101, 0.6, 0.75]
    #expect(zip(got, want).allSatisfy { abs($0 - $1) < 1e-12 }, "\(got)")
  }

  /// The provider refuses everything for ten minutes, then an hour passes in silence.
  @Test(arguments: rules)
  func refusesMuchWhileRefusedAndNothingAfterSilence(_ rule: AdaptiveThrottle.Rule) {
    var chance = RandomStream(Seed(19))
    var throttle = AdaptiveThrottle(rule, at: .zero)
    var admitted = 0
    for tick: Int64 in 0..<60_000 {
      let now = Instant(nanoseconds: tick * 10_000_000)
      if throttle.admits(at: now, using: &chance) {
        throttle.answered(accepted: false, at: now)
        admitted += tick >= 30_000 ? 1 : 0
      }
    }
    let during = throttle.probability(at: Instant(nanoseconds: 600_000_000_000))
    let after = throttle.probability(at: Instant(nanoseconds: 4_200_000_000_000))
    #expect(during > 0.7 && after == 0, "\(rule): \(during), \(after)")
    // 300 s of full refusal: one probe a second at least, a quarter of 30,000 at most.
    #expect(admitted >= 295 && admitted < 8_500, "\(rule): \(admitted)")
  }

  /// A million random operations for each rule: a share stays a share, and time stepping back changes nothing.
  @Test(arguments: rules)
  func aShareStaysAShare(_ rule: AdaptiveThrottle.Rule) {
    let seed = Seed(20)
    var chance = RandomStream(seed)
    var throttle = AdaptiveThrottle(rule, at: .zero)
    var now = Instant.zero
    var problem: String?
    for step in 0..<1_000_000 {
      now = now.advanced(byNanoseconds: chance.nanoseconds(below: 1 << Int64(chance.below(34))))
      if throttle.admits(at: now, using: &chance) {
        throttle.answered(accepted: chance.below(3) == 0, at: now)
      }
      let share = throttle.probability(at: now)
      let earlier = throttle.probability(at: now.advanced(byNanoseconds: -5_000_000_000))
      if !(share >= 0 && share <= 1) || earlier != share { problem = "step \(step): \(share)" }
    }
    #expect(problem == nil, "seed \(seed.value)")
  }

  /// One tick is ten seconds and a hundred requests: accepted, refused ten times, accepted.
  ///
  /// Seen: the share refused, in tens of percent: (requests − 2 × accepted) / (requests + 1) over
  /// two minutes.
  @Test
  func aTickDiagramOfAnOutage() {
    var throttle = AdaptiveThrottle(.sre, at: .zero)
    let answers = "aaaaaaaaaaaarrrrrrrrrraaaaaaaaaaaaaaaa"
    var seen = ""
    for (tick, mark) in answers.enumerated() {
      let now = Instant(nanoseconds: Int64(tick) * 10_000_000_000 + 5_000_000_000)
      throttle.record(requests: 100, accepts: mark == "a" ? 100 : 0, at: now)
      seen += "\(Int(throttle.probability(at: now) * 10))"
    }
    #expect(seen == "00000000000000000013466643100000000000")
  }
}
