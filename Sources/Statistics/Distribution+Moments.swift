import CGSL

extension Distribution.Shape {
  /// Returns E[Xᵏ].
  func moment(_ k: Int) -> Double {
    switch self {
    case .mixture(let parts):
      parts.reduce(0) { $0 + $1.share * $1.shape.moment(k) }
    case .exponential, .lognormal, .gamma, .weibull, .pareto, .loglogistic, .uniform, .constant,
      .empirical, .percentiles, .shifted, .capped:
      partialMoment(k, upTo: .infinity)
    }
  }

  /// Returns E[(X − E X)²], by each family's own formula where a difference of moments would cancel.
  var variance: Double {
    switch self {
    case .constant: return 0
    case .exponential(let mean): return mean * mean
    case .lognormal(let mu, let sigma):
      return gsl_expm1(sigma * sigma) * naturalExp(2 * mu + sigma * sigma)
    case .gamma(let shape, let scale): return shape * scale * scale
    case .uniform(let low, let high): return (high - low) * (high - low) / 12
    case .mixture(let parts):
      let mean = moment(1)
      return parts.reduce(0) { sum, part in
        let off = part.shape.moment(1) - mean
        return sum + part.share * (part.shape.variance + off * off)
      }
    case .shifted(let inner, _): return inner.variance
    case .weibull, .pareto, .loglogistic, .empirical, .percentiles, .capped:
      let second = moment(2)
      if second == .infinity { return second }
      let mean = moment(1)
      return max(0, second - mean * mean)
    }
  }

  /// Returns E[Xᵏ; X ≤ c]: the part of the k-th moment that values up to `c` contribute.
  ///
  /// Everything else follows from it: the distribution function (k = 0), moments (c = ∞), and the
  /// moments of a capped or shifted distribution.
  func partialMoment(_ k: Int, upTo c: Double) -> Double {
    let power = Double(k)
    switch self {
    case .constant(let value):
      return value <= c ? raised(value, k) : 0
    case .exponential(let mean):
      return naturalExp(SpecialFunctions.logFactorial(k)) * raised(mean, k)
        * SpecialFunctions.gammaP(power + 1, c / mean)
    case .lognormal(let mu, let sigma):
      if c <= 0 { return 0 }
      let z = c == .infinity ? c : (naturalLog(c) - mu) / sigma - power * sigma
      return naturalExp(power * mu + 0.5 * power * power * sigma * sigma)
        * SpecialFunctions.normalCDF(z)
    case .gamma(let shape, let scale):
      var rising = 1.0
      for step in 0..<k { rising *= (shape + Double(step)) * scale }
      return rising * SpecialFunctions.gammaP(shape + power, c / scale)
    case .weibull(let shape, let scale):
      let a = 1 + power / shape
      let reach = c <= 0 ? 0 : naturalExp(shape * naturalLog(c / scale))
      return raised(scale, k) * naturalExp(SpecialFunctions.logGamma(a))
        * SpecialFunctions.gammaP(a, reach)
    case .pareto(let shape, let scale):
      return paretoPartialMoment(power, shape, scale, upTo: c)
    case .loglogistic(let shape, let scale):
      return loglogisticPartialMoment(power, shape, scale, upTo: c)
    case .uniform(let low, let high):
      let top = min(c, high)
      if top <= low { return 0 }
      return (raised(top, k + 1) - raised(low, k + 1)) / ((power + 1) * (high - low))
    case .empirical(let values):
      return empiricalPartialMoment(k, values, upTo: c)
    case .percentiles(let curve):
      return curve.partialMoment(power, upTo: c)
    case .mixture(let parts):
      return parts.reduce(0) { $0 + $1.share * $1.shape.partialMoment(k, upTo: c) }
    case .shifted(let inner, let shift):
      return shiftedPartialMoment(k, inner, shift, upTo: c)
    case .capped(let inner, let cap):
      if c < cap { return inner.partialMoment(k, upTo: c) }
      return inner.partialMoment(k, upTo: cap) + raised(cap, k) * inner.upperTail(cap)
    }
  }

  /// Returns E[(Y + s)ᵏ; Y ≤ c − s] by the binomial theorem.
  private func shiftedPartialMoment(
    _ k: Int,
    _ inner: Distribution.Shape,
    _ shift: Double,
    upTo c: Double
  ) -> Double {
    var sum = 0.0
    var binomial = 1.0
    for j in 0...k {
      sum += binomial * raised(shift, k - j) * inner.partialMoment(j, upTo: c - shift)
      binomial *= Double(k - j) / Double(j + 1)
    }
    return sum
  }
}

private func paretoPartialMoment(
  _ k: Double,
  _ shape: Double,
  _ scale: Double,
  upTo c: Double
) -> Double {
  if c <= scale { return 0 }
  let front = shape * naturalExp(k * naturalLog(scale))
  if c == .infinity { return k < shape ? front / (shape - k) : .infinity }
  let reach = naturalLog(c / scale)
  return k == shape ? front * reach : front * gsl_expm1((k - shape) * reach) / (k - shape)
}

private func loglogisticPartialMoment(
  _ k: Double,
  _ shape: Double,
  _ scale: Double,
  upTo c: Double
) -> Double {
  if c <= 0 { return 0 }
  let odds = c == .infinity ? c : naturalExp(shape * naturalLog(c / scale))
  let below = odds == .infinity ? 1 : odds / (1 + odds)
  if k == 0 { return below }
  let r = k / shape
  let front = naturalExp(k * naturalLog(scale))
  if r < 1 {
    // E[Xᵏ] = scaleᵏ·Γ(1 + r)·Γ(1 − r); the part up to c is an incomplete beta function of it.
    let whole = naturalExp(SpecialFunctions.logGamma(1 + r) + SpecialFunctions.logGamma(1 - r))
    return front * whole * SpecialFunctions.beta(below, 1 + r, 1 - r)
  }
  if below == 1 { return .infinity }
  // Without a finite whole: ∫ (p/(1 − p))ʳ dp up to `below`, by Gauss's rule on each of many cells.
  let cells = 2_000
  var sum = 0.0
  for cell in 0..<cells {
    for offset in [0.211_324_865_405_187_1, 0.788_675_134_594_812_9] {
      let p = below * (Double(cell) + offset) / Double(cells)
      sum += naturalExp(r * naturalLog(p / (1 - p)))
    }
  }
  return front * sum * below / Double(2 * cells)
}

private func empiricalPartialMoment(_ k: Int, _ values: [Double], upTo c: Double) -> Double {
  let cell = 1 / Double(values.count - 1)
  var sum = 0.0
  for index in 1..<values.count {
    let low = values[index - 1]
    let high = values[index]
    if low > c { break }
    let top = min(high, c)
    if high == low {
      sum += cell * raised(low, k)
    } else {
      // Mean of xᵏ over [low, top], without dividing a difference by a small difference.
      var mean = 0.0
      for j in 0...k { mean += raised(low, j) * raised(top, k - j) }
      sum += cell * (top - low) / (high - low) * mean / Double(k + 1)
    }
  }
  return sum
}

/// Returns `x` to the `k`-th power.
func raised(_ x: Double, _ k: Int) -> Double {
  var product = 1.0
  for _ in 0..<k { product *= x }
  return product
}
