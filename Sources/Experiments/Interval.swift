internal import Statistics

/// A value and the ends of its interval.
struct Interval: Equatable {
  var value: Double?
  var low: Double?
  var high: Double?

  /// The mean with Student's interval.
  static func ofMean(_ samples: [Double], confidence: Double, widened: Double) -> Interval {
    guard !samples.isEmpty else { return Interval() }
    let count = Double(samples.count)
    let mean = samples.reduce(0, +) / count
    guard samples.count > 1 else { return Interval(value: mean) }
    // Equal samples have no spread, whatever the rounding of their mean says.
    if samples.allSatisfy({ $0 == samples[0] }) {
      return Interval(value: samples[0], low: samples[0], high: samples[0])
    }
    let half = widened * halfWidth(samples, mean: mean, confidence: confidence)
    return Interval(value: mean, low: mean - half, high: mean + half)
  }

  private static func halfWidth(_ samples: [Double], mean: Double, confidence: Double) -> Double {
    let count = Double(samples.count)
    let t = SpecialFunctions.studentQuantile((1 + confidence) / 2, df: count - 1)
    return t * (variance(samples, mean: mean) / count).squareRoot()
  }

  /// The unbiased variance.
  static func variance(_ samples: [Double], mean: Double) -> Double {
    samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(samples.count - 1)
  }

  /// The median with an interval of order statistics, which takes infinite samples as they are.
  ///
  /// The interval is the narrowest symmetric one whose coverage, by the binomial distribution, is at
  /// least `confidence`; fewer than six samples bound nothing at 95 % unless they are all equal.
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
    guard let rank = outerRank(sorted.count, confidence: confidence) else {
      return Interval(value: median, low: -.infinity, high: .infinity)
    }
    return Interval(value: median, low: sorted[rank], high: sorted[sorted.count - 1 - rank])
  }

  /// The greatest number of samples that may lie outside the interval on each side.
  private static func outerRank(_ count: Int, confidence: Double) -> Int? {
    var rank: Int?
    for k in 0..<(count / 2) {
      guard 1 - 2 * fairCoin(atMost: k, of: count) >= confidence else { break }
      rank = k
    }
    return rank
  }

  /// The probability of at most `k` heads in `count` throws of a fair coin.
  static func fairCoin(atMost k: Int, of count: Int) -> Double {
    k >= count ? 1 : SpecialFunctions.beta(0.5, Double(count - k), Double(k + 1))
  }

  /// The share of ones with Wilson's score interval (Wilson 1927), which is never empty or outside.
  static func ofProbability(_ samples: [Double], confidence: Double, widened: Double) -> Interval {
    guard !samples.isEmpty else { return Interval() }
    let count = Double(samples.count)
    let share = samples.reduce(0, +) / count
    let z = widened * SpecialFunctions.normalQuantile((1 + confidence) / 2)
    let scale = 1 + z * z / count
    let centre = (share + z * z / (2 * count)) / scale
    let half =
      z / scale * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
    return Interval(
      value: share,
      low: share == 0 ? 0 : max(0, centre - half),
      high: share == 1 ? 1 : min(1, centre + half)
    )
  }
}
