import CGSL

/// What a person may know about a lognormal; two facts determine it.
package enum LognormalFact: Sendable, Hashable {
  case median(Double)
  case mean(Double)
  /// The value that is not exceeded with the given probability.
  case percentile(Double, Double)
  /// Standard deviation of the logarithm.
  case sigma(Double)
}

extension Distribution {
  /// Always `value` seconds.
  package static func constant(_ value: Double) throws(DistributionError) -> Distribution {
    Distribution(unchecked: .constant(try notNegative(value, "constant")))
  }

  package static func exponential(mean: Double) throws(DistributionError) -> Distribution {
    Distribution(unchecked: .exponential(mean: try positive(mean, "mean")))
  }

  /// The lognormal with two known facts.
  package static func lognormal(
    _ facts: [LognormalFact]
  ) throws(DistributionError) -> Distribution {
    guard facts.count == 2 else { throw .needsTwoFacts(found: facts.count) }
    let (mu, sigma) = try solveLognormal(facts[0], facts[1])
    return Distribution(unchecked: .lognormal(mu: mu, sigma: sigma))
  }

  package static func lognormal(
    median: Double,
    p99: Double
  ) throws(DistributionError) -> Distribution {
    try lognormal([.median(median), .percentile(0.99, p99)])
  }

  package static func gamma(
    shape: Double,
    scale: Double
  ) throws(DistributionError) -> Distribution {
    Distribution(
      unchecked: .gamma(shape: try positive(shape, "shape"), scale: try positive(scale, "scale"))
    )
  }

  package static func gamma(
    mean: Double,
    shape: Double
  ) throws(DistributionError) -> Distribution {
    try gamma(shape: shape, scale: try positive(mean, "mean") / positive(shape, "shape"))
  }

  /// The sum of `stages` equal exponentials.
  package static func erlang(
    mean: Double,
    stages: Int
  ) throws(DistributionError) -> Distribution {
    try gamma(mean: mean, shape: try positive(Double(stages), "stages"))
  }

  package static func weibull(
    shape: Double,
    scale: Double
  ) throws(DistributionError) -> Distribution {
    Distribution(
      unchecked: .weibull(shape: try positive(shape, "shape"), scale: try positive(scale, "scale"))
    )
  }

  package static func weibull(
    mean: Double,
    shape: Double
  ) throws(DistributionError) -> Distribution {
    let unit = SpecialFunctions.logGamma(1 + 1 / (try positive(shape, "shape")))
    return try weibull(shape: shape, scale: try positive(mean, "mean") * gsl_sf_exp(-unit))
  }

  /// P(X > x) = (scale / x)^shape; the mean is infinite at shape ≤ 1.
  package static func pareto(
    shape: Double,
    scale: Double
  ) throws(DistributionError) -> Distribution {
    Distribution(
      unchecked: .pareto(shape: try positive(shape, "shape"), scale: try positive(scale, "scale"))
    )
  }

  package static func pareto(
    mean: Double,
    shape: Double
  ) throws(DistributionError) -> Distribution {
    guard shape > 1 else {
      throw .contradictory("a pareto of shape \(shape) has no finite mean; give `scale` instead")
    }
    return try pareto(shape: shape, scale: try positive(mean, "mean") * (shape - 1) / shape)
  }

  /// P(X > x) = 1 / (1 + (x / scale)^shape): `scale` is the median; the mean needs shape > 1.
  package static func loglogistic(
    shape: Double,
    scale: Double
  ) throws(DistributionError) -> Distribution {
    Distribution(
      unchecked: .loglogistic(
        shape: try positive(shape, "shape"),
        scale: try positive(scale, "scale")
      )
    )
  }

  package static func uniform(
    from low: Double,
    to high: Double
  ) throws(DistributionError) -> Distribution {
    _ = try notNegative(low, "from")
    _ = try positive(high, "to")
    guard low < high else { throw .outOfOrder(lower: "from", upper: "to") }
    return Distribution(unchecked: .uniform(from: low, to: high))
  }

  /// Exponentials of several means, each taken with its share.
  package static func hyperexponential(
    _ parts: [(share: Double, mean: Double)]
  ) throws(DistributionError) -> Distribution {
    var components: [(share: Double, is: Distribution)] = []
    for part in parts {
      components.append((part.share, try exponential(mean: part.mean)))
    }
    return try mixture(components)
  }

  /// Measured values, with straight lines between neighbouring ones.
  ///
  /// The smallest and the largest are the ends: nothing beyond what was measured is drawn.
  package static func empirical(_ values: [Double]) throws(DistributionError) -> Distribution {
    guard values.count >= 2 else {
      throw .tooFew(what: "values", needed: 2, found: values.count)
    }
    for value in values { _ = try notNegative(value, "value") }
    let sorted = values.sorted()
    return Distribution(
      unchecked: sorted[0] == sorted[sorted.count - 1] ? .constant(sorted[0]) : .empirical(sorted)
    )
  }

  /// The distribution through stated percentiles (see `PercentileCurve`).
  package static func percentiles(
    _ points: [PercentileCurve.Point]
  ) throws(DistributionError) -> Distribution {
    guard points.count >= 2 else {
      throw .tooFew(what: "percentiles", needed: 2, found: points.count)
    }
    let sorted = points.sorted { $0.probability < $1.probability }
    for (index, point) in sorted.enumerated() {
      guard point.probability > 0, point.probability < 1 else {
        throw .notAProbability(point.probability)
      }
      _ = try positive(point.value, percentileName(point.probability))
      guard index > 0 else { continue }
      let below = sorted[index - 1]
      guard below.probability < point.probability, below.value < point.value else {
        throw .outOfOrder(
          lower: percentileName(below.probability),
          upper: percentileName(point.probability)
        )
      }
    }
    return Distribution(unchecked: .percentiles(PercentileCurve(sorted)))
  }

  /// One of several distributions, each with its share.
  package static func mixture(
    _ parts: [(share: Double, is: Distribution)]
  ) throws(DistributionError) -> Distribution {
    guard !parts.isEmpty else { throw .tooFew(what: "parts", needed: 1, found: 0) }
    var sum = 0.0
    for part in parts { sum += try notNegative(part.share, "share") }
    guard abs(sum - 1) < 1e-9 else { throw .sharesDoNotAddUp(sum) }
    let components = parts.filter { $0.share > 0 }
      .map { Component(share: $0.share / sum, shape: $0.is.shape) }
    return Distribution(
      unchecked: components.count == 1 ? components[0].shape : .mixture(components)
    )
  }

  /// This one, later by `shift` seconds.
  package func shifted(by shift: Double) throws(DistributionError) -> Distribution {
    _ = try Distribution.notNegative(shift, "shift")
    return shift == 0 ? self : Distribution(unchecked: .shifted(shape, by: shift))
  }

  /// This one, with everything above `cap` drawn down to it.
  package func atMost(_ cap: Double) throws(DistributionError) -> Distribution {
    _ = try Distribution.positive(cap, "at-most")
    return Distribution(unchecked: .capped(shape, at: cap))
  }

  /// This one with every value multiplied by `factor` > 0: a provider that is five times slower.
  package func scaled(by factor: Double) -> Distribution {
    precondition(factor > 0 && factor.isFinite, "a factor is above 0, found \(factor)")
    return Distribution(unchecked: shape.scaled(by: factor))
  }

  private static func positive(
    _ value: Double,
    _ name: String
  ) throws(DistributionError) -> Double {
    guard value > 0, value.isFinite else { throw .notPositive(parameter: name, found: value) }
    return value
  }

  private static func notNegative(
    _ value: Double,
    _ name: String
  ) throws(DistributionError) -> Double {
    guard value >= 0, value.isFinite else { throw .negative(parameter: name, found: value) }
    return value
  }
}

extension Distribution.Shape {
  fileprivate func scaled(by factor: Double) -> Distribution.Shape {
    switch self {
    case .constant(let value): .constant(value * factor)
    case .exponential(let mean): .exponential(mean: mean * factor)
    case .lognormal(let mu, let sigma): .lognormal(mu: mu + naturalLog(factor), sigma: sigma)
    case .gamma(let shape, let scale): .gamma(shape: shape, scale: scale * factor)
    case .weibull(let shape, let scale): .weibull(shape: shape, scale: scale * factor)
    case .pareto(let shape, let scale): .pareto(shape: shape, scale: scale * factor)
    case .loglogistic(let shape, let scale): .loglogistic(shape: shape, scale: scale * factor)
    case .uniform(let low, let high): .uniform(from: low * factor, to: high * factor)
    case .empirical(let values): .empirical(values.map { $0 * factor })
    case .percentiles(let curve):
      .percentiles(
        PercentileCurve(
          curve.points.map { .init(probability: $0.probability, value: $0.value * factor) }
        )
      )
    case .mixture(let parts):
      .mixture(parts.map { .init(share: $0.share, shape: $0.shape.scaled(by: factor)) })
    case .shifted(let inner, let shift): .shifted(inner.scaled(by: factor), by: shift * factor)
    case .capped(let inner, let cap): .capped(inner.scaled(by: factor), at: cap * factor)
    }
  }
}
