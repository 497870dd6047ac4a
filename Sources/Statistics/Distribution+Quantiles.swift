import CGSL
import CGSLShim

extension Distribution.Shape {
  /// Returns P(X ≤ x).
  func cdf(_ x: Double) -> Double {
    switch self {
    case .exponential(let mean): x <= 0 ? 0 : -gsl_expm1(-x / mean)
    case .weibull(let shape, let scale):
      x <= 0 ? 0 : -gsl_expm1(-naturalExp(shape * naturalLog(x / scale)))
    case .percentiles(let curve):
      x <= 0 ? 0 : SpecialFunctions.normalCDF(curve.normal(at: x))
    case .mixture(let parts): parts.reduce(0) { $0 + $1.share * $1.shape.cdf(x) }
    case .shifted(let inner, let shift): inner.cdf(x - shift)
    case .capped(let inner, let cap): x >= cap ? 1 : inner.cdf(x)
    case .constant, .lognormal, .gamma, .pareto, .loglogistic, .uniform, .empirical:
      min(1, partialMoment(0, upTo: x))
    }
  }

  /// Returns P(X > x), accurate where it is tiny.
  func upperTail(_ x: Double) -> Double {
    if x == .infinity { return 0 }
    switch self {
    case .constant(let value): return value > x ? 1 : 0
    case .exponential(let mean): return x <= 0 ? 1 : naturalExp(-x / mean)
    case .lognormal(let mu, let sigma):
      return x <= 0 ? 1 : SpecialFunctions.normalTail((naturalLog(x) - mu) / sigma)
    case .gamma(let shape, let scale): return SpecialFunctions.gammaQ(shape, x / scale)
    case .weibull(let shape, let scale):
      return x <= 0 ? 1 : naturalExp(-naturalExp(shape * naturalLog(x / scale)))
    case .pareto(let shape, let scale):
      return x <= scale ? 1 : naturalExp(-shape * naturalLog(x / scale))
    case .loglogistic(let shape, let scale):
      return x <= 0 ? 1 : 1 / (1 + naturalExp(shape * naturalLog(x / scale)))
    case .percentiles(let curve):
      return x <= 0 ? 1 : SpecialFunctions.normalTail(curve.normal(at: x))
    case .mixture(let parts): return parts.reduce(0) { $0 + $1.share * $1.shape.upperTail(x) }
    case .shifted(let inner, let shift): return inner.upperTail(x - shift)
    case .capped(let inner, let cap): return x >= cap ? 0 : inner.upperTail(x)
    case .uniform, .empirical: return max(0, 1 - cdf(x))
    }
  }

  /// Returns the smallest x with P(X ≤ x) ≥ `p`.
  func quantile(_ p: Double) -> Double {
    switch self {
    case .constant(let value): return value
    case .exponential(let mean): return -mean * gsl_log1p(-p)
    case .lognormal(let mu, let sigma):
      return naturalExp(mu + sigma * SpecialFunctions.normalQuantile(p))
    case .gamma(let shape, let scale): return gammaQuantile(shape, scale, p, upper: false)
    case .weibull(let shape, let scale):
      return p == 0 ? 0 : scale * naturalExp(naturalLog(-gsl_log1p(-p)) / shape)
    case .pareto(let shape, let scale): return scale * naturalExp(-gsl_log1p(-p) / shape)
    case .loglogistic(let shape, let scale):
      return p == 0 ? 0 : scale * naturalExp(naturalLog(p / (1 - p)) / shape)
    case .uniform(let low, let high): return low + p * (high - low)
    case .empirical(let values): return polygon(values, at: p)
    case .percentiles(let curve):
      return curve.value(atNormal: SpecialFunctions.normalQuantile(p))
    case .mixture(let parts):
      return mixtureQuantile(parts.map { $0.shape.quantile(p) }) { cdf($0) < p }
    case .shifted(let inner, let shift): return shift + inner.quantile(p)
    case .capped(let inner, let cap): return min(cap, inner.quantile(p))
    }
  }

  /// Returns the x with P(X > x) = `q`, accurate where `q` is tiny.
  func quantile(upperTail q: Double) -> Double {
    switch self {
    case .constant(let value): return value
    case .exponential(let mean): return -mean * naturalLog(q)
    case .lognormal(let mu, let sigma):
      return naturalExp(mu + sigma * SpecialFunctions.normalQuantile(upperTail: q))
    case .gamma(let shape, let scale): return gammaQuantile(shape, scale, q, upper: true)
    case .weibull(let shape, let scale):
      return q == 1 ? 0 : scale * naturalExp(naturalLog(-naturalLog(q)) / shape)
    case .pareto(let shape, let scale): return scale * naturalExp(-naturalLog(q) / shape)
    case .loglogistic(let shape, let scale):
      return q == 1 ? 0 : scale * naturalExp(naturalLog((1 - q) / q) / shape)
    case .uniform(let low, let high): return high - q * (high - low)
    case .empirical(let values): return polygon(values, at: 1 - q)
    case .percentiles(let curve):
      return curve.value(atNormal: SpecialFunctions.normalQuantile(upperTail: q))
    case .mixture(let parts):
      return mixtureQuantile(parts.map { $0.shape.quantile(upperTail: q) }) { upperTail($0) > q }
    case .shifted(let inner, let shift): return shift + inner.quantile(upperTail: q)
    case .capped(let inner, let cap): return min(cap, inner.quantile(upperTail: q))
    }
  }
}

/// Returns the value of the polygon through equally spaced `values` at `p`.
private func polygon(_ values: [Double], at p: Double) -> Double {
  let position = p * Double(values.count - 1)
  let index = min(Int(position), values.count - 2)
  return values[index] + (position - Double(index)) * (values[index + 1] - values[index])
}

/// A mixture's quantile lies between the quantiles of its parts.
private func mixtureQuantile(_ parts: [Double], _ isBelow: (Double) -> Bool) -> Double {
  let low = parts.min() ?? 0
  let high = parts.max() ?? 0
  if low == high || !isBelow(low) { return low }
  if high == .infinity { return high }
  return bisect(from: low, to: high, isBelow)
}

/// Returns the gamma quantile; where GSL's iteration does not converge, halving finds it.
private func gammaQuantile(
  _ shape: Double,
  _ scale: Double,
  _ p: Double,
  upper: Bool
) -> Double {
  if p == 0 { return upper ? .infinity : 0 }
  if p == 1 { return upper ? 0 : .infinity }
  _ = spillway_gsl_take_error()
  let x = upper ? gsl_cdf_gamma_Qinv(p, shape, 1) : gsl_cdf_gamma_Pinv(p, shape, 1)
  let reached = upper ? SpecialFunctions.gammaQ(shape, x) : SpecialFunctions.gammaP(shape, x)
  if spillway_gsl_take_error() == 0, abs(reached - p) <= 1e-9 * p { return x * scale }
  var high = shape + 10
  while upper ? SpecialFunctions.gammaQ(shape, high) > p : SpecialFunctions.gammaP(shape, high) < p
  {
    high *= 2
  }
  return scale
    * bisect(from: 0, to: high) {
      upper ? SpecialFunctions.gammaQ(shape, $0) > p : SpecialFunctions.gammaP(shape, $0) < p
    }
}
