import Testing
import TimeAndChance

@testable import Experiments

@Suite
struct PairedTestTests {
  /// With as many replications as it says it needs, a difference of the assumed size is found.
  ///
  /// Power is set to 90 % for a known spread; 200 studies that find fewer than 150 would be a
  /// matter of less than 10⁻⁶ at 88 %.
  @Test
  func theReplicationsItNeedsAreEnough() {
    var stream = RandomStream(Seed(5), "power")
    // Differences of mean 1 and variance 4: the estimate of what is needed has that mean and spread.
    let pilot: [Double?] = [3, -1, 3, -1, 3, -1, 3, -1, 1]
    let pairing = Pairing(
      metric: "m",
      variant: "v",
      direction: .higherIsBetter,
      samples: pilot,
      baseline: pilot.map { _ in 0 }
    )
    let test = PairedTest(pairing, confidence: 0.95, widened: 1)
    guard case .noDifference(.some(let needs)) = test.verdict(adjusted: 1, alpha: 0.05, family: 1)
    else {
      Issue.record("expected a number of replications")
      return
    }
    #expect((40...50).contains(needs))
    var found = 0
    for _ in 0..<200 {
      let samples = (0..<needs).map { _ -> Double? in
        1 + 2 * ((0..<12).reduce(-6) { sum, _ in sum + stream.unit() })
      }
      let pairing = Pairing(
        metric: "m",
        variant: "v",
        direction: .higherIsBetter,
        samples: samples,
        baseline: samples.map { _ in 0 }
      )
      if Comparison.family(of: [pairing])[0].verdict == .better { found += 1 }
    }
    #expect(found >= 150)
  }
}
