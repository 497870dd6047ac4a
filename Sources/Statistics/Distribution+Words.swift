extension Distribution: CustomStringConvertible {
  /// One line a person can check: the family, what determines it, and its mean and tail.
  package var description: String {
    switch shape {
    case .constant(let value): "always \(secondsInWords(value))"
    case .exponential, .lognormal, .gamma, .weibull, .pareto, .loglogistic, .uniform, .empirical,
      .percentiles, .mixture, .shifted, .capped:
      "\(shape.words), mean \(secondsInWords(mean)), p50 \(secondsInWords(quantile(0.5))), "
        + "p99 \(secondsInWords(quantile(upperTail: 0.01)))"
    }
  }
}

extension Distribution.Shape {
  fileprivate var words: String {
    switch self {
    case .constant(let value): "always \(secondsInWords(value))"
    case .exponential: "exponential"
    case .lognormal(_, let sigma): "lognormal (sigma \(threeDigits(sigma)))"
    case .gamma(let shape, _):
      shape == shape.rounded()
        ? "sum of \(Int(shape)) exponentials" : "gamma (shape \(threeDigits(shape)))"
    case .weibull(let shape, _): "weibull (shape \(threeDigits(shape)))"
    case .pareto(let shape, let scale):
      "pareto (shape \(threeDigits(shape)), from \(secondsInWords(scale)))"
    case .loglogistic(let shape, _): "log-logistic (shape \(threeDigits(shape)))"
    case .uniform(let low, let high):
      "anything from \(secondsInWords(low)) to \(secondsInWords(high))"
    case .empirical(let values): "\(values.count) measured values"
    case .percentiles(let curve): "through \(curve.points.count) percentiles"
    case .mixture(let parts):
      parts.map { "\(threeDigits($0.share * 100))% \($0.shape.words)" }.joined(separator: " + ")
    case .shifted(let inner, let shift): "\(secondsInWords(shift)) + \(inner.words)"
    case .capped(let inner, let cap): "\(inner.words), at most \(secondsInWords(cap))"
    }
  }
}

/// Returns a span of seconds in the unit a person would choose, with three digits.
package func secondsInWords(_ seconds: Double) -> String {
  if seconds == .infinity { return "for ever" }
  if seconds == 0 { return "0 s" }
  if seconds < 1e-6 { return "\(threeDigits(seconds * 1e9)) ns" }
  if seconds < 1e-3 { return "\(threeDigits(seconds * 1e6)) µs" }
  if seconds < 1 { return "\(threeDigits(seconds * 1e3)) ms" }
  if seconds < 120 { return "\(threeDigits(seconds)) s" }
  if seconds < 7200 { return "\(threeDigits(seconds / 60)) min" }
  return "\(threeDigits(seconds / 3600)) h"
}

/// Returns `value` with three significant digits and no needless zeros.
package func threeDigits(_ value: Double) -> String {
  if value == 0 || !value.isFinite { return "\(value)" }
  let size = abs(value)
  var unit = 1.0
  while size / unit >= 1000 { unit *= 10 }
  // Dividing keeps decimal fractions exact where multiplying by 0.1 would not.
  var parts = 1.0
  while size * parts < 100 && parts < 1e15 { parts *= 10 }
  let rounded = unit > 1 ? (value / unit).rounded() * unit : (value * parts).rounded() / parts
  return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
}
