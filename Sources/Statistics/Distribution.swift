/// A validated distribution of a non-negative quantity in seconds.
///
/// Made by its factories only (`Distribution+Families`), which refuse parameters that mean nothing.
/// Mean, variance, quantiles and distribution function are exact; drawing is the job of `Sampler`.
package struct Distribution: Sendable, Hashable {
  /// The families and the ways to combine them.
  package indirect enum Shape: Sendable, Hashable {
    case constant(Double)
    case exponential(mean: Double)
    /// The logarithm is normal with mean `mu` and standard deviation `sigma`.
    case lognormal(mu: Double, sigma: Double)
    case gamma(shape: Double, scale: Double)
    case weibull(shape: Double, scale: Double)
    /// P(X > x) = (scale / x)^shape from `scale` on.
    case pareto(shape: Double, scale: Double)
    /// P(X > x) = 1 / (1 + (x / scale)^shape).
    case loglogistic(shape: Double, scale: Double)
    case uniform(from: Double, to: Double)
    /// Lines between order statistics that are equally far apart in probability.
    case empirical([Double])
    /// Lognormal pieces through stated percentiles.
    case percentiles(PercentileCurve)
    case mixture([Component])
    case shifted(Shape, by: Double)
    case capped(Shape, at: Double)
  }

  /// One part of a mixture.
  package struct Component: Sendable, Hashable {
    /// Its probability.
    package let share: Double
    package let shape: Shape
  }

  package let shape: Shape

  init(unchecked shape: Shape) {
    self.shape = shape
  }

  /// The probability that the value is at most `x`.
  package func cdf(_ x: Double) -> Double { shape.cdf(x) }

  /// The probability that the value exceeds `x`, accurate where it is tiny.
  package func upperTail(_ x: Double) -> Double { shape.upperTail(x) }

  /// The smallest value that is not exceeded with probability `p` from [0, 1].
  package func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability lies in 0...1, found \(p)")
    return shape.quantile(p)
  }

  /// The value that is exceeded with probability `q`, accurate where `q` is tiny.
  package func quantile(upperTail q: Double) -> Double {
    precondition(q >= 0 && q <= 1, "a probability lies in 0...1, found \(q)")
    return shape.quantile(upperTail: q)
  }

  /// The expected value.
  package var mean: Double { shape.moment(1) }

  /// The expected squared distance from the mean; infinite for some Pareto tails.
  package var variance: Double { shape.variance }

  /// Square of the coefficient of variation, 1 for the exponential.
  package var scv: Double {
    let mean = mean
    return mean == 0 ? 0 : variance / (mean * mean)
  }

  /// The expected value of the `k`-th power, k ≥ 1.
  package func moment(_ k: Int) -> Double { shape.moment(k) }

  /// The expected value of max(X − c, 0): what lies beyond a limit, on average.
  package func meanExcess(over c: Double) -> Double {
    max(0, shape.moment(1) - shape.partialMoment(1, upTo: c) - c * shape.upperTail(c))
  }
}
