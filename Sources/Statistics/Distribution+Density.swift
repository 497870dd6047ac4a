import CGSL

extension Distribution {
  /// The logarithm of the density at `x` > 0, for the families that fits choose among.
  ///
  /// Nothing for families that have jumps or pieces.
  package func logDensity(_ x: Double) -> Double? {
    switch shape {
    case .exponential(let mean): return -x / mean - naturalLog(mean)
    case .lognormal(let mu, let sigma):
      let z = (naturalLog(x) - mu) / sigma
      return -0.5 * z * z - naturalLog(sigma * x) - 0.918_938_533_204_672_8
    case .gamma(let shape, let scale):
      return (shape - 1) * naturalLog(x / scale) - x / scale - SpecialFunctions.logGamma(shape)
        - naturalLog(scale)
    case .weibull(let shape, let scale):
      let y = naturalLog(x / scale)
      return naturalLog(shape / scale) + (shape - 1) * y - naturalExp(shape * y)
    case .loglogistic(let shape, let scale):
      let y = shape * naturalLog(x / scale)
      let softPlus = y > 0 ? y + gsl_log1p(naturalExp(-y)) : gsl_log1p(naturalExp(y))
      return naturalLog(shape / x) + y - 2 * softPlus
    case .mixture(let parts):
      var sum = 0.0
      for part in parts {
        guard let log = Distribution(unchecked: part.shape).logDensity(x) else { return nil }
        sum += part.share * naturalExp(log)
      }
      return naturalLog(sum)
    case .constant, .pareto, .uniform, .empirical, .percentiles, .shifted, .capped: return nil
    }
  }
}
