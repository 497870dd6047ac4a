/// Approximations and limits for many servers or high load, each with its source.
package enum HeavyTraffic {
  /// The mean wait of GI/G/c (Allen and Cunneen; for M/G/c Lee and Longton 1959).
  ///
  /// The M/M/c wait scaled by the mean of the two squared coefficients of variation. Good to a few
  /// per cent at high load; with a heavy tail and little waiting it can be 20 % off.
  package static func allenCunneenWait(
    arrivalRate: Double,
    service: Distribution,
    servers: Int,
    arrivalSCV: Double = 1
  ) throws(NumericalFailure) -> Double {
    let exponential = try WaitingSystem(
      arrivalRate: arrivalRate,
      serviceRate: 1 / service.mean,
      servers: servers
    )
    return exponential.meanWait * (arrivalSCV + service.scv) / 2
  }

  /// The share that waits at servers = R + β√R, R → ∞ (Halfin and Whitt 1981); β > 0.
  package static func halfinWhitt(beta: Double) -> Double {
    1
      / (1 + beta * SpecialFunctions.normalCDF(beta) / SpecialFunctions.normalDensity(beta))
  }

  /// The β at which the share that waits is `p`.
  package static func halfinWhittBeta(waiting p: Double) -> Double {
    precondition(p > 0 && p < 1, "a probability lies between 0 and 1, found \(p)")
    return bisect(from: 0, to: 40) { halfinWhitt(beta: $0) > p }
  }

  /// The share that waits when the line is impatient (Garnett, Mandelbaum and Reiman 2002).
  ///
  /// Servers = R + β√R, where β may be negative; the other argument is service over abandonment rate.
  package static func garnett(beta: Double, serviceToAbandon: Double) -> Double {
    let root = serviceToAbandon.squareRoot()
    return 1 / (1 + hazard(beta * root) / (root * hazard(-beta)))
  }

  /// The hazard of the standard normal, φ(x)/(1 − Φ(x)).
  private static func hazard(_ x: Double) -> Double {
    x > 30 ? x + 1 / x : SpecialFunctions.normalDensity(x) / SpecialFunctions.normalTail(x)
  }
}
