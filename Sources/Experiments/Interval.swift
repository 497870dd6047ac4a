internal import Statistics

/// A value and the ends of its interval.
struct Interval: Equatable {
  var value: Double?
  var low: Double?
  var high: Double?

  /// The mean with Student's interval.
  static func ofMean(_ samples: [Double], confidence: Double, widened: Double) -> Interval {
    guard !samples.isEmpty else { return Interval() }
    // Equal samples have no spread, whatever the rounding of their mean says.
    if samples.count > 1, samples.allSatisfy({ $0 == samples[0] }) {
      return Interval(value: samples[0], low: samples[0], high: samples[0])
    }
    let moments = Moments(samples)
    guard let interval = moments.interval(confidence: confidence) else {
      return Interval(value: samples[0])
    }
    let half = widened * interval.halfWidth
    return Interval(value: moments.mean, low: moments.mean - half, high: moments.mean + half)
  }

  /// The median with an interval of order statistics, which takes infinite samples as they are.
  ///
  /// Fewer than six samples bound nothing at 95 % unless they are all equal.
  static func ofMedian(_ samples: [Double], confidence: Double) -> Interval {
    guard let first = samples.first else { return Interval() }
    if samples.count > 1, samples.allSatisfy({ $0 == first }) {
      return Interval(value: first, low: first, high: first)
    }
    let sorted = samples.sorted()
    let middle = sorted.count / 2
    let median =
      sorted.count % 2 == 1 || sorted[middle] == sorted[middle - 1]
      ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    let ranks = OrderStatistics.ranks(
      ofQuantile: 0.5,
      count: sorted.count,
      confidence: confidence
    )
    guard let ranks else { return Interval(value: median, low: -.infinity, high: .infinity) }
    return Interval(value: median, low: sorted[ranks.low - 1], high: sorted[ranks.high - 1])
  }

  /// The share of ones with Wilson's score interval (Wilson 1927), which is never empty or outside.
  static func ofProbability(_ samples: [Double], confidence: Double, widened: Double) -> Interval {
    guard !samples.isEmpty else { return Interval() }
    let ones = samples.count { $0 == 1 }
    let z = widened * SpecialFunctions.normalQuantile((1 + confidence) / 2)
    let interval = ConfidenceInterval.wilson(
      successes: ones,
      of: samples.count,
      confidence: 1 - 2 * SpecialFunctions.normalTail(z)
    )
    let share = Double(ones) / Double(samples.count)
    return Interval(value: share, low: interval.low, high: interval.high)
  }
}
