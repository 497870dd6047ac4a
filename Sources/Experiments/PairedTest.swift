internal import Statistics

/// The test of one pairing: Student's on the differences, or the sign test where that cannot be.
///
/// An infinite difference (one side never recovers) has no mean, and equal differences have no
/// spread to measure them by; there only the signs count, which takes at least six replications.
struct PairedTest {
  let pairing: Pairing
  let difference: Estimate
  private(set) var pValue: Double?
  private let differences: [Double]
  private let widened: Double

  init(_ pairing: Pairing, confidence: Double, widened: Double) {
    self.pairing = pairing
    self.widened = widened
    differences = zip(pairing.samples, pairing.baseline).compactMap { sample, baseline in
      guard let sample, let baseline, !sample.isNaN, !baseline.isNaN else { return nil }
      return sample == baseline ? 0 : sample - baseline
    }
    difference = Estimate(of: differences, confidence: confidence, widened: widened)
    pValue = differences.count < 2 ? nil : findPValue()
  }

  private func findPValue() -> Double {
    let first = differences[0]
    let isSpread = differences.contains { $0 != first }
    guard isSpread, differences.allSatisfy(\.isFinite) else { return signTest() }
    let moments = Moments(differences)
    let count = Double(moments.count)
    let deviation = moments.standardDeviation ?? 0
    let t = moments.mean.magnitude * count.squareRoot() / (deviation * widened)
    return 2 * SpecialFunctions.studentCDF(-t, df: count - 1)
  }

  private func signTest() -> Double {
    let above = differences.count { $0 > 0 }
    let below = differences.count { $0 < 0 }
    let tail = OrderStatistics.binomialCDF(min(above, below), above + below, 0.5)
    return min(1, 2 * tail)
  }

  func verdict(adjusted: Double?, alpha: Double, family: Int) -> Comparison.Verdict {
    guard let adjusted, let value = difference.value else { return .undefined }
    if differences.allSatisfy({ $0 == 0 }) { return .identical }
    guard adjusted < alpha, value != 0 else {
      return .noDifference(needs: replicationsNeeded(alpha: alpha / Double(max(family, 1))))
    }
    switch (pairing.direction, value > 0) {
    case (.higherIsBetter, true), (.lowerIsBetter, false): return .better
    case (.higherIsBetter, false), (.lowerIsBetter, true): return .worse
    case (.neither, true): return .higher
    case (.neither, false): return .lower
    }
  }

  /// How many replications show a true difference of the observed size nine times in ten.
  private func replicationsNeeded(alpha: Double) -> Int? {
    guard differences.allSatisfy(\.isFinite) else { return nil }
    let moments = Moments(differences)
    let mean = moments.mean
    guard let variance = moments.variance, mean != 0, variance > 0 else { return nil }
    let z =
      SpecialFunctions.normalQuantile(1 - alpha / 2) + SpecialFunctions.normalQuantile(0.9)
    let needed = z * z * variance * widened * widened / (mean * mean)
    guard needed < 1e6 else { return nil }
    // Student's tails are heavier than the normal's: two more cover that at small numbers.
    return max(differences.count + 1, Int(needed.rounded(.up)) + 2)
  }
}
