/// What the replications of a study say about one number: a value and the interval around it.
///
/// A sample is one replication's number: `nil` where the number has no meaning there (no message was
/// offered), +∞ where it would be reached never. Replications without a number are left out and
/// counted.
package struct Estimate: Sendable, Equatable {
  /// The value; +∞ means never, `nil` that no replication defined it.
  package let value: Double?
  /// The ends of the interval; `nil` while there are too few replications for one.
  package let low: Double?
  package let high: Double?
  /// Replications that defined the number, those that did not, and those in which it is never.
  package let replications: Int
  package let undefined: Int
  package let never: Int
  /// The least and greatest sample.
  package let least: Double?
  package let greatest: Double?

  /// How samples become a value and an interval.
  package enum Method: Sendable, Equatable {
    /// The mean with Student's interval; the median with its order statistics once one is infinite.
    case mean
    /// The share of ones among zeros and ones, with Wilson's interval.
    case probability
  }

  /// Sums up `samples`, one for each replication in order.
  package init(
    of samples: [Double?],
    by method: Method = .mean,
    confidence: Double = 0.95,
    widened: Double = 1
  ) {
    precondition(confidence > 0 && confidence < 1, "a confidence is a share, found \(confidence)")
    let defined = samples.compactMap { $0 }.filter { !$0.isNaN }
    replications = defined.count
    undefined = samples.count - defined.count
    never = defined.count { $0 == .infinity }
    least = defined.min()
    greatest = defined.max()
    let interval =
      switch method {
      case .mean where defined.allSatisfy(\.isFinite):
        Interval.ofMean(defined, confidence: confidence, widened: widened)
      case .mean:
        Interval.ofMedian(defined, confidence: confidence)
      case .probability:
        Interval.ofProbability(defined, confidence: confidence, widened: widened)
      }
    value = interval.value
    low = interval.low
    high = interval.high
  }

  /// Half the width of the interval, if it is bounded.
  package var halfWidth: Double? {
    guard let low, let high, low.isFinite, high.isFinite else { return nil }
    return (high - low) / 2
  }

  /// The half-width as a share of the value: 0 for an exact value, `nil` where that says nothing.
  package var relativeHalfWidth: Double? {
    guard let halfWidth, let value, value.isFinite else { return nil }
    if halfWidth == 0 { return 0 }
    return value == 0 ? nil : halfWidth / value.magnitude
  }

  /// Whether the interval is as narrow as `precision` asks.
  ///
  /// A mean may lie off by that share of itself; a probability by as many points.
  package func isWithin(_ precision: Double, by method: Method) -> Bool {
    if replications == 0 { return true }
    switch method {
    case .mean:
      if let value, value == .infinity, low == .infinity { return true }
      return relativeHalfWidth.map { $0 <= precision } ?? false
    case .probability: return halfWidth.map { $0 <= precision } ?? false
    }
  }
}
