/// Intervals that stay honest although somebody looks at them again and again.
///
/// A study that stops as soon as its interval is narrow enough stops more often when the sample
/// variance happens to be too small, and its plain 95 % intervals cover less than that. Here every
/// look uses the same stricter level, chosen so that with probability 95 % *all* looks after 5, 8,
/// 12, 18, 27, 40 and 64 replications cover the mean together (Pocock's idea, 1977, for Student's t).
/// Whatever rule stops the study, its interval then covers at least as often as it says. The levels
/// were found from three million simulated studies of normal values; a test repeats the check. They
/// hold for these seven looks; a study that went on looking beyond 64 would need stricter ones.
package enum SequentialLooks {
  /// The numbers of replications after which a study may look.
  package static let counts = [5, 8, 12, 18, 27, 40, 64]

  /// Chance that any look misses, and the level of each look that leads to it.
  private static let levels = [
    (0.2, 0.050_43), (0.1, 0.022_43), (0.05, 0.010_25), (0.02, 0.003_78), (0.01, 0.001_784),
    (0.001, 0.000_163_9),
  ]

  /// Returns the confidence that each single look needs, for the confidence asked of the study.
  ///
  /// Between the table's rows the level is a power of the chance to miss.
  package static func confidence(ofEachLook confidence: Double) -> Double {
    precondition(confidence > 0.5 && confidence < 1, "confidence \(confidence)")
    let miss = min(0.2, 1 - confidence)
    var index = 1
    while index < levels.count - 1, levels[index].0 > miss { index += 1 }
    let (m0, l0) = levels[index - 1]
    let (m1, l1) = levels[index]
    let power = naturalLog(l1 / l0) / naturalLog(m1 / m0)
    return 1 - l0 * naturalExp(power * naturalLog(miss / m0))
  }

  /// Returns the interval at a look, widened for all of them.
  package static func interval(
    _ moments: Moments,
    confidence: Double = 0.95
  ) -> ConfidenceInterval? {
    moments.interval(confidence: self.confidence(ofEachLook: confidence)).map {
      ConfidenceInterval(low: $0.low, high: $0.high, confidence: confidence)
    }
  }
}
