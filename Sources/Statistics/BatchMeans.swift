/// An interval for the mean of one long, correlated series, from the means of long batches.
package struct BatchMeans: Sendable, Equatable {
  /// The means of the batches.
  package let moments: Moments
  /// How many values each batch holds.
  package let size: Int
  /// Correlation of neighbouring batch means.
  package let autocorrelation: Double
  /// Whether neighbouring batches look independent, at a chance of 5 % to doubt good ones.
  package let areIndependent: Bool

  /// Divides `series` into batches; nothing for fewer than 20 values.
  ///
  /// Starts with as many batches as 64 and joins neighbours until they no longer lean on each other
  /// (von Neumann's ratio against its normal approximation), ten batches at least.
  package init?(_ series: [Double]) {
    guard series.count >= 20 else { return nil }
    var batches = min(64, series.count / 2)
    while true {
      let size = series.count / batches
      // The remainder is left out at the start, where a warm-up would be felt most.
      let first = series.count - batches * size
      let means = (0..<batches).map { index in
        let start = first + index * size
        return series[start..<start + size].reduce(0, +) / Double(size)
      }
      let correlation = Self.autocorrelation(means)
      let bound = 1.645 / Double(batches).squareRoot()
      if correlation <= bound || batches / 2 < 10 {
        moments = Moments(means)
        self.size = size
        autocorrelation = correlation
        areIndependent = correlation <= bound
        return
      }
      batches /= 2
    }
  }

  package func interval(confidence: Double = 0.95) -> ConfidenceInterval? {
    moments.interval(confidence: confidence)
  }

  /// Returns the lag-one correlation, by squared differences of neighbours (no bias from the ends).
  package static func autocorrelation(_ values: [Double]) -> Double {
    let moments = Moments(values)
    guard let variance = moments.variance, variance > 0 else { return 0 }
    let squares = variance * Double(values.count - 1)
    var differences = 0.0
    for (a, b) in zip(values, values.dropFirst()) { differences += (b - a) * (b - a) }
    let first = values[0] - moments.mean
    let last = values[values.count - 1] - moments.mean
    return 1 - (differences + first * first + last * last) / (2 * squares)
  }
}
