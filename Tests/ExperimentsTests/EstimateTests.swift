import Experiments
import Testing
import TimeAndChance

@Suite
struct EstimateTests {
  /// A normal draw: the sum of twelve uniform ones is close enough for a coverage test.
  private static func draw(using stream: inout RandomStream) -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + stream.unit() }
  }

  @Test
  func aMeanHasStudentsInterval() {
    let estimate = Estimate(of: [1, 2, 3, 4, nil])
    #expect(estimate.value == 2.5)
    // t(0.975, 3) = 3.182446, s = 1.290994.
    #expect(((estimate.low ?? 0) - (2.5 - 2.054260)).magnitude < 1e-5)
    #expect(((estimate.halfWidth ?? 0) - 2.054260).magnitude < 1e-5)
    #expect(estimate.replications == 4 && estimate.undefined == 1 && estimate.never == 0)
    let widened = Estimate(of: [1, 2, 3, 4], widened: 2)
    #expect(((widened.halfWidth ?? 0) - 4.108521).magnitude < 1e-5)
  }

  @Test
  func degenerateSamplesSayWhatTheyCan() {
    let none = Estimate(of: [nil, nil])
    #expect(none.value == nil && none.low == nil && none.undefined == 2)
    let one = Estimate(of: [3])
    #expect(one.value == 3 && one.low == nil && one.halfWidth == nil)
    let equal = Estimate(of: [0.1, 0.1, 0.1])
    #expect(equal.low == 0.1 && equal.high == 0.1 && equal.relativeHalfWidth == 0)
    let never = Estimate(of: [.infinity, .infinity])
    #expect(never.value == .infinity && never.low == .infinity && never.never == 2)
    let few = Estimate(of: [1, 2, .infinity])
    #expect(few.value == 2 && few.low == -.infinity && few.high == .infinity)
  }

  @Test
  func oneInfiniteSampleTurnsTheMeanIntoAMedian() {
    let estimate = Estimate(of: [1, 2, 3, 4, 5, 6, 7, .infinity])
    #expect(estimate.value == 4.5 && estimate.low == 1 && estimate.high == .infinity)
    let more = Estimate(of: (1...19).map { Double($0) } + [.infinity])
    #expect(more.value == 10.5 && more.low == 6 && more.high == 15)
  }

  @Test
  func aProbabilityHasWilsonsInterval() {
    let clean = Estimate(of: Array(repeating: 0, count: 64), by: .probability)
    // 64 clean replications leave 5.66 %.
    #expect(clean.value == 0 && clean.low == 0)
    #expect(((clean.high ?? 0) - 0.056_64).magnitude < 1e-4)
    let half = Estimate(of: [0, 1, 0, 1, 1, 0, 1, 0, 0, 1], by: .probability)
    #expect(((half.low ?? 0) - 0.236_59).magnitude < 1e-4)
    #expect(((half.high ?? 0) - 0.763_41).magnitude < 1e-4)
  }

  @Test
  func precisionIsRelativeForMeansAndInPointsForProbabilities() {
    let mean = Estimate(of: [99, 100, 101, 100])
    #expect(mean.isWithin(0.05, by: .mean) && !mean.isWithin(0.001, by: .mean))
    let rare = Estimate(of: Array(repeating: 0, count: 64), by: .probability)
    #expect(rare.isWithin(0.05, by: .probability) && !rare.isWithin(0.01, by: .probability))
    #expect(Estimate(of: [nil]).isWithin(0.01, by: .mean))
    #expect(!Estimate(of: [5]).isWithin(0.5, by: .mean))
    #expect(Estimate(of: [.infinity, .infinity]).isWithin(0.05, by: .mean))
    #expect(!Estimate(of: [-1, 1]).isWithin(0.5, by: .mean))
  }

  /// 2,000 studies that stop at the first look that is narrow enough; the true mean is 1.
  ///
  /// At a coverage of 95 % fewer than 1,852 hits have a probability below 10⁻⁶.
  @Test(arguments: [0.8, 1.6, 2.5])
  func stoppingAtANarrowIntervalKeepsItsCoverage(ratio: Double) {
    var stream = RandomStream(Seed(41), "coverage \(ratio)")
    let plan = ReplicationPlan.automatic()
    var hits = 0
    for _ in 0..<2_000 {
      var samples: [Double?] = []
      var estimate = Estimate(of: samples)
      for count in 1...plan.limit {
        samples.append(1 + 0.05 * ratio * Self.draw(using: &stream))
        guard plan.looks(after: count) else { continue }
        estimate = Estimate(of: samples, widened: StoppingRule.whenNarrow.widened)
        if estimate.isWithin(0.05, by: .mean) { break }
      }
      if let low = estimate.low, let high = estimate.high, (low...high).contains(1) { hits += 1 }
    }
    #expect(hits >= 1_852)
  }
}
