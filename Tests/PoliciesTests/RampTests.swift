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
}
