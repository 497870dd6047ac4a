import Policies
import Testing
import TimeAndChance

@Suite
struct CubicSendRateTests {
  static func at(_ seconds: Double) -> Instant {
    Instant(nanoseconds: nanosecondsRounded(seconds * 1e9))
  }

  @Test
  func theCurvePassesThroughTheRateThatWasTooMuch() {
    var rate = CubicSendRate(.init(startingRate: Rate(perSecond: 10)), at: .zero)
    let first = rate.plateau
    let back = rate.curve(at: Self.at(first))
    let left = rate.throttled(current: 8, at: Self.at(1))
    let numbers = [first, back, left, rate.plateau, rate.curve(at: Self.at(1))]
    let want = [1.9574338205844317, 10, 5.6, 1.8171205928321397, 5.6]
    #expect(zip(numbers, want).allSatisfy { abs($0 - $1) < 1e-8 }, "\(numbers)")
  }

  /// 100/s until told to stop; then what goes out stays near the rate, and recovers.
  @Test
  func limitsNothingUntilTheFirstThrottle() {
    var rate = CubicSendRate(at: .zero)
    var sent = [0, 0, 0]
    for tick: Int64 in 0..<30_000 {
      let now = Instant(nanoseconds: tick * 1_000_000)
      guard tick % 10 == 0, rate.ask(at: now) == nil else { continue }
      sent[Int(tick / 10_000)] += 1
      rate.answered(throttled: tick == 9990, at: now)
    }
    #expect(sent[0] == 1000 && rate.enabled)
    // K = 4.2 s, and the area above the curve until then is 30/s × K / 4.
    #expect(sent[1] >= 960 && sent[1] <= 975 && sent[2] == 1000, "\(sent)")
  }

  @Test
  func theRateIsNeverBelowTheLeastNorInfinite() {
    let seed = Seed(17)
    var chance = RandomStream(seed)
    var rate = CubicSendRate(at: .zero)
    var now = Instant.zero
    var problem: String?
    for step in 0..<1_000_000 {
      now = now.advanced(byNanoseconds: chance.nanoseconds(below: 1 << Int64(chance.below(32))))
      if let later = rate.ask(at: now), later <= now { problem = "step \(step): \(later)" }
      rate.answered(throttled: chance.below(40) == 0, at: now)
      if rate.rate.perSecond < 0.5 || rate.rate.perSecond > 1e12 { problem = "step \(step)" }
    }
    #expect(problem == nil, "seed \(seed.value)")
  }
}
