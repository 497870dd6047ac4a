/// A range that covers the true value with the stated confidence.
package struct ConfidenceInterval: Sendable, Hashable {
  package let low: Double
  package let high: Double
  /// 0.95 for the usual interval.
  package let confidence: Double

  package init(low: Double, high: Double, confidence: Double) {
    self.low = low
    self.high = high
    self.confidence = confidence
  }

  package var halfWidth: Double { (high - low) / 2 }

  package var middle: Double { low + (high - low) / 2 }

  package func contains(_ value: Double) -> Bool { low <= value && value <= high }

  /// Student's interval for a mean of `count` independent numbers.
  package static func student(
    mean: Double,
    variance: Double,
    count: Int,
    confidence: Double = 0.95
  ) -> ConfidenceInterval {
    precondition(count >= 2, "an interval needs two numbers, found \(count)")
    let t = SpecialFunctions.studentQuantile(0.5 + confidence / 2, df: Double(count - 1))
    let half = t * (variance / Double(count)).squareRoot()
    return ConfidenceInterval(low: mean - half, high: mean + half, confidence: confidence)
  }

  /// Wilson's interval for a probability: `successes` in `trials`, good down to 0 of few.
  package static func wilson(
    successes: Int,
    of trials: Int,
    confidence: Double = 0.95
  ) -> ConfidenceInterval {
    precondition(trials > 0 && (0...trials).contains(successes), "\(successes) of \(trials)")
    let z = SpecialFunctions.normalQuantile(0.5 + confidence / 2)
    let n = Double(trials)
    let p = Double(successes) / n
    let scale = 1 + z * z / n
    let middle = (p + z * z / (2 * n)) / scale
    let half = z / scale * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    // The ends are exact where nothing or everything succeeded; rounding must not move them.
    return ConfidenceInterval(
      low: successes == 0 ? 0 : max(0, middle - half),
      high: successes == trials ? 1 : min(1, middle + half),
      confidence: confidence
    )
  }

  /// The exact interval for a probability (Clopper and Pearson 1934): never covers too little.
  package static func clopperPearson(
    successes: Int,
    of trials: Int,
    confidence: Double = 0.95
  ) -> ConfidenceInterval {
    precondition(trials > 0 && (0...trials).contains(successes), "\(successes) of \(trials)")
    let tail = (1 - confidence) / 2
    let k = Double(successes)
    let n = Double(trials)
    return ConfidenceInterval(
      low: successes == 0 ? 0 : SpecialFunctions.betaQuantile(tail, k, n - k + 1),
      high: successes == trials ? 1 : SpecialFunctions.betaQuantile(1 - tail, k + 1, n - k),
      confidence: confidence
    )
  }

  /// How many trials without a success show, with this confidence, that `p` is not reached.
  package static func trialsToExclude(_ p: Double, confidence: Double = 0.95) -> Int {
    precondition(p > 0 && p < 1, "a probability lies between 0 and 1, found \(p)")
    // Wilson's upper end at 0 of n is z²/(n + z²).
    let z = SpecialFunctions.normalQuantile(0.5 + confidence / 2)
    return Int((z * z * (1 - p) / p).rounded(.up))
  }
}
