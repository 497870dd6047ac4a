/// Distribution-free intervals for a quantile: two ranks of the sorted sample.
package enum OrderStatistics {
  /// Returns the ranks, counted from 1, between which the `p`-quantile of independent values lies.
  ///
  /// The number of values at or below the quantile is binomial; each side misses with at most half of
  /// 1 − `confidence`. Nothing when the sample is too small for that.
  package static func ranks(
    ofQuantile p: Double,
    count: Int,
    confidence: Double = 0.95
  ) -> (low: Int, high: Int)? {
    precondition(p > 0 && p < 1, "a probability lies between 0 and 1, found \(p)")
    let tail = (1 - confidence) / 2
    // P(fewer than `rank` values at or below) ≤ tail for the low end, and the mirror image.
    let low = largest(upTo: count) { binomialCDF($0 - 1, count, p) <= tail }
    let mirrored = largest(upTo: count) { binomialCDF($0 - 1, count, 1 - p) <= tail }
    guard low >= 1, mirrored >= 1 else { return nil }
    return (low, count + 1 - mirrored)
  }

  /// Returns P(Binomial(n, p) ≤ k).
  package static func binomialCDF(_ k: Int, _ n: Int, _ p: Double) -> Double {
    if k < 0 { return 0 }
    if k >= n { return 1 }
    return SpecialFunctions.beta(1 - p, Double(n - k), Double(k) + 1)
  }

  /// Returns the largest number from 1 to `limit` for which `holds`, true up to it; 0 for none.
  private static func largest(upTo limit: Int, _ holds: (Int) -> Bool) -> Int {
    var low = 0
    var high = limit + 1
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return low
  }
}

extension LogLinearHistogram {
  /// The order-statistic interval of a quantile in nanoseconds, for independent values.
  ///
  /// Values of one run are rarely independent: across replications, take a quantile from each instead.
  package func interval(
    ofQuantile p: Double,
    confidence: Double = 0.95
  ) -> ConfidenceInterval? {
    guard count > 0,
      let ranks = OrderStatistics.ranks(
        ofQuantile: p,
        count: Int(count),
        confidence: confidence
      )
    else { return nil }
    return ConfidenceInterval(
      low: value(ofRank: UInt64(ranks.low)),
      high: value(ofRank: UInt64(ranks.high)),
      confidence: confidence
    )
  }
}
