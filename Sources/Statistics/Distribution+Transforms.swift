import TimeAndChance

extension Distribution {
  /// Returns E[e^{−sX}], s ≥ 0.
  package func laplace(_ s: Double) -> Double {
    switch shape {
    case .constant(let value): return naturalExp(-s * value)
    case .exponential(let mean): return 1 / (1 + s * mean)
    case .gamma(let shape, let scale): return naturalExp(-shape * naturalLog(1 + s * scale))
    case .mixture(let parts):
      return parts.reduce(0) { $0 + $1.share * Distribution(unchecked: $1.shape).laplace(s) }
    case .shifted(let inner, let shift):
      return naturalExp(-s * shift) * Distribution(unchecked: inner).laplace(s)
    case .lognormal, .weibull, .pareto, .loglogistic, .uniform, .empirical, .percentiles, .capped:
      return expectation { x, _ in naturalExp(-s * x) }
    }
  }

  /// Returns E[sin(ωX)] and E[cos(ωX)].
  package func fourier(_ omega: Double) -> (sine: Double, cosine: Double) {
    if case .exponential(let mean) = shape {
      let scale = 1 + omega * omega * mean * mean
      return (omega * mean / scale, 1 / scale)
    }
    let turns = omega / 6.283_185_307_179_586
    return (
      expectation { x, _ in x > 1e15 ? 0 : DeterministicMath.sine(ofTurns: turns * x) },
      expectation { x, _ in x > 1e15 ? 0 : DeterministicMath.cosine(ofTurns: turns * x) }
    )
  }

  /// Returns the mean of the smaller of two independent draws.
  package var meanOfSmallerOfTwo: Double {
    if case .exponential(let mean) = shape { return mean / 2 }
    return expectation { x, upperTail in 2 * x * upperTail }
  }

  /// Returns the mean of `value(X, P(X > x))` over the quantile function.
  ///
  /// Double-exponential quadrature (Takahasi and Mori 1974): smooth integrands come out to twelve
  /// digits, ones with jumps to about four.
  func expectation(_ value: (Double, Double) -> Double) -> Double {
    let step = 1.0 / 128
    var sum = 0.0
    for index in -480...480 {
      let t = Double(index) * step
      let arm = naturalExp(t)
      let u = 1.570_796_326_794_896_6 * (arm - 1 / arm)
      // p = 1/(1 + e^{−u}); both p and 1 − p keep their digits.
      let e = naturalExp(-abs(u))
      let small = e / (1 + e)
      if small < 1e-300 { continue }
      let weight = 1.570_796_326_794_896_6 * (arm + 1 / arm) * small / (1 + e)
      let x = u < 0 ? shape.quantile(small) : shape.quantile(upperTail: small)
      sum += weight * value(x, u < 0 ? 1 - small : small)
    }
    return sum * step
  }
}
