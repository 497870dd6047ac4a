/// Two variants under the same random numbers, compared replication by replication.
package struct PairedDifference: Sendable, Equatable {
  /// Of variant minus baseline.
  package let differences: Moments

  /// Pairs the i-th number of one with the i-th of the other.
  package init(_ variant: [Double], minus baseline: [Double]) {
    precondition(variant.count == baseline.count, "\(variant.count) and \(baseline.count) values")
    differences = Moments(zip(variant, baseline).map { $0 - $1 })
  }

  /// The mean difference.
  package var mean: Double { differences.mean }

  package func interval(confidence: Double = 0.95) -> ConfidenceInterval? {
    differences.interval(confidence: confidence)
  }

  /// The probability of a mean at least this far from 0 if there were no difference.
  ///
  /// 1 when nothing differs at all, nothing for fewer than two pairs.
  package var pValue: Double? {
    guard let variance = differences.variance else { return nil }
    if variance == 0 { return mean == 0 ? 1 : 0 }
    let t = abs(mean) / (variance / Double(differences.count)).squareRoot()
    return 2 * SpecialFunctions.studentCDF(-t, df: Double(differences.count - 1))
  }

  /// About how many replications would tell a difference of `size` from none, 9 times out of 10.
  package func replicationsNeeded(toSee size: Double, confidence: Double = 0.95) -> Int? {
    guard size > 0, let variance = differences.variance else { return nil }
    let z =
      SpecialFunctions.normalQuantile(0.5 + confidence / 2) + SpecialFunctions.normalQuantile(0.9)
    let needed = (z * z * variance / (size * size)).rounded(.up)
    return needed < 1e9 ? max(2, Int(needed)) : nil
  }
}
