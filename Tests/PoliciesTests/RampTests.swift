import Testing
import TimeAndChance

@testable import Policies

@Suite
struct RampTests {
  @Test
  func theNextOneIsDueWhereTheParabolaReachesIt() {
    var ramp = Ramp(
      over: .seconds(10),
      to: .continuous(Rate(perSecond: 20), burst: 1),
      from: .zero
    )
    let first = ramp.blocks(keeping: 0, at: .zero)
    ramp.took()
    let second = ramp.blocks(keeping: 0, at: .zero)
    let half = ramp.blocks(keeping: 0.5, at: .zero)
    ramp.gaveBack()
    let again = ramp.blocks(keeping: 0, at: .zero)
    // 20 t²/20 reaches 1 at t = 1 s; with half of it kept for others, at √2 s.
    #expect(first == nil && again == nil)
    #expect(second == Instant(nanoseconds: 1_000_000_000))
    #expect(half == Instant(nanoseconds: 1_414_213_563))
  }

  @Test
  func blocksNobodyOnceItIsOver() {
    var ramp = Ramp(over: .seconds(1), to: .toFull(tokens: 10, every: .seconds(1)), from: .zero)
    for _ in 0..<1000 { ramp.took() }
    let before = ramp.blocks(keeping: 0, at: Instant(nanoseconds: 999_999_999))
    let after = ramp.blocks(keeping: 0, at: Instant(nanoseconds: 1_000_000_000))
    // Five fit under the ramp itself, the other 995 follow at ten a second.
    #expect(before == Instant(nanoseconds: 100_500_000_000) && after == nil)
  }

  /// A million random questions: never more than the area under the ramp and one, and whoever waits
  /// until the instant that it was given is let through.
  @Test
  func neverExceedsTheAreaUnderIt() {
    let seed = Seed(14)
    var dice = RandomStream(seed)
    var problem: String?
    for round in 0..<100 {
      let rate = 1 + 500 * dice.unit()
      let length = 1 + 20 * dice.unit()
      var ramp = Ramp(
        over: .nanoseconds(nanosecondsRounded(length * 1e9)),
        to: .continuous(Rate(perSecond: rate), burst: 1),
        from: .zero
      )
      var now: Int64 = 0
      var taken = 0.0
      for step in 0..<10_000 {
        now += dice.nanoseconds(below: 4_000_000)
        guard let until = ramp.blocks(keeping: 0, at: Instant(nanoseconds: now)) else {
          let seconds = Double(now) * 1e-9
          let area = rate / (2 * length) * seconds * seconds
          if seconds < length, taken > area + 1e-6 { problem = "round \(round) step \(step)" }
          ramp.took()
          taken += 1
          continue
        }
        if until.nanoseconds <= now || ramp.blocks(keeping: 0, at: until) != nil {
          problem = "round \(round) step \(step): \(until)"
        }
        if dice.happens(0.1) { now = until.nanoseconds }
      }
    }
    #expect(problem == nil, "seed \(seed.value)")
  }
}
