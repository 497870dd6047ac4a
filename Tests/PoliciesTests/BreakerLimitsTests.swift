import Testing
import TimeAndChance

@testable import Policies

@Suite
struct BreakerLimitsTests {
  private func limits(_ rate: Double, minimum: Int = 1, window: Int = 100) -> BreakerLimits {
    var configuration = Breaker.Configuration()
    configuration.window = .count(size: window)
    configuration.failureRate = .percent(rate)
    configuration.minimumCalls = minimum
    return BreakerLimits(configuration)
  }

  /// 0.1 × 30 is more than 3 in floating point; 3 of 30 must trip all the same.
  @Test(arguments: [(3, 30, 10.0), (7, 100, 7.0), (29, 100, 29.0), (1, 3, 33.333_333_3)])
  func aRateExactlyAtTheThresholdTrips(_ failed: Int, _ total: Int, _ percent: Double) {
    var counts = Breaker.Counts()
    counts.failed = Int32(failed)
    counts.bad = counts.failed
    counts.total = Int32(total)
    #expect(limits(percent).exceeded(by: counts) == .failureRate)
    counts.failed -= 1
    #expect(limits(percent).exceeded(by: counts) == nil)
  }

  @Test
  func aMinimumAboveTheWindowMeansTheWindow() {
    #expect(limits(50, minimum: 100, window: 5).minimum == 5)
  }

  @Test
  func withoutThresholdsNothingTrips() {
    let limits = BreakerLimits(Breaker.Configuration())
    var counts = Breaker.Counts()
    for _ in 0..<1_000 { counts.add(failed: true, slow: true) }
    #expect(limits.exceeded(by: counts) == nil && !limits.judgesRates)
  }

  /// A million random accounts against exact fractions.
  @Test
  func everyBoundaryIsExact() {
    let seed = Seed(13)
    var dice = RandomStream(seed)
    var mistakes = 0
    for _ in 0..<10_000 {
      let percent = 1 + Int(dice.below(100))
      let minimum = 1 + Int(dice.below(60))
      let limits = limits(Double(percent), minimum: minimum)
      for _ in 0..<100 {
        var counts = Breaker.Counts()
        counts.total = 1 + Int32(dice.below(100))
        counts.failed = Int32(dice.below(UInt64(counts.total) + 1))
        counts.bad = counts.failed
        let trips =
          counts.total >= minimum && Int(counts.failed) * 100 >= percent * Int(counts.total)
        if (limits.exceeded(by: counts) != nil) != trips { mistakes += 1 }
      }
    }
    #expect(mistakes == 0, "seed \(seed.value)")
  }
}
