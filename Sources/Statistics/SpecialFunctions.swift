import CGSL
import CGSLShim

/// The special functions that the room needs, with GSL's errors turned into limits.
///
/// Each is total on the range that its callers guarantee.
package enum SpecialFunctions {
  /// Returns P(Z ≤ z) for a standard normal.
  package static func normalCDF(_ z: Double) -> Double { gsl_cdf_ugaussian_P(z) }

  /// Returns P(Z > z) for a standard normal.
  package static func normalTail(_ z: Double) -> Double { gsl_cdf_ugaussian_Q(z) }

  /// Returns the density of a standard normal.
  package static func normalDensity(_ z: Double) -> Double { gsl_ran_ugaussian_pdf(z) }

  /// Returns the z with P(Z ≤ z) = `p`.
  package static func normalQuantile(_ p: Double) -> Double { gsl_cdf_ugaussian_Pinv(p) }

  /// Returns the z with P(Z > z) = `q`.
  package static func normalQuantile(upperTail q: Double) -> Double { gsl_cdf_ugaussian_Qinv(q) }

  /// Returns ln Γ(x), x > 0.
  package static func logGamma(_ x: Double) -> Double { gsl_sf_lngamma(x) }

  /// Returns ln n!.
  package static func logFactorial(_ n: Int) -> Double { gsl_sf_lngamma(Double(n) + 1) }

  /// Returns the regularised lower incomplete gamma function P(a, x).
  package static func gammaP(_ a: Double, _ x: Double) -> Double {
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    return quiet { gsl_cdf_gamma_P(x, a, 1) }
  }

  /// Returns the regularised upper incomplete gamma function Q(a, x).
  package static func gammaQ(_ a: Double, _ x: Double) -> Double {
    if x <= 0 { return 1 }
    if x == .infinity { return 0 }
    return quiet { gsl_cdf_gamma_Q(x, a, 1) }
  }

  /// Returns the regularised incomplete beta function I_x(a, b).
  package static func beta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    return quiet { gsl_cdf_beta_P(x, a, b) }
  }

  /// Returns the x with I_x(a, b) = `p`.
  package static func betaQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    bisect(from: 0, to: 1) { beta($0, a, b) < p }
  }

  /// Returns ln of the Poisson probability of `k` at mean `m`.
  package static func logPoisson(_ k: Int, mean m: Double) -> Double {
    if m == 0 { return k == 0 ? 0 : -.infinity }
    return poissonLogMass(Double(k), m)
  }

  /// Returns P(Poisson(m) ≤ k); 0 below 0.
  package static func poissonCDF(_ k: Int, mean m: Double) -> Double {
    k < 0 ? 0 : gammaQ(Double(k) + 1, m)
  }

  /// Returns P(Poisson(m) > k); 1 below 0.
  package static func poissonTail(_ k: Int, mean m: Double) -> Double {
    k < 0 ? 1 : gammaP(Double(k) + 1, m)
  }

  /// Returns the quantile of Student's t with `df` degrees of freedom.
  package static func studentQuantile(_ p: Double, df: Double) -> Double {
    quiet { gsl_cdf_tdist_Pinv(p, df) }
  }

  /// Returns P(T ≤ t) for Student's t with `df` degrees of freedom.
  package static func studentCDF(_ t: Double, df: Double) -> Double {
    quiet { gsl_cdf_tdist_P(t, df) }
  }

  /// Returns P(X > x) for chi-square with `df` degrees of freedom.
  package static func chiSquareTail(_ x: Double, df: Double) -> Double {
    quiet { gsl_cdf_chisq_Q(x, df) }
  }

  /// Runs `body` and forgets GSL's error, whose returned limit is what the caller wants.
  private static func quiet(_ body: () -> Double) -> Double {
    let value = body()
    _ = spillway_gsl_take_error()
    return value
  }
}

/// Returns ln of the Poisson mass without the cancellation of k·ln m − m − ln k! (Loader 2000).
private func poissonLogMass(_ k: Double, _ m: Double) -> Double {
  if k == 0 { return -m }
  let stirling: Double
  if k < 16 {
    stirling = gsl_sf_lngamma(k + 1) - ((k + 0.5) * gsl_sf_log(k) - k + 0.918_938_533_204_672_8)
  } else {
    let s = 1 / (k * k)
    stirling =
      (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188)))) / k
  }
  let x = (m - k) / k
  // k·ln(m/k) − (m − k) = −k·(x − ln(1 + x)).
  let deviance = abs(x) < 0.5 ? k * gsl_sf_log_1plusx_mx(x) : k * (gsl_log1p(x) - x)
  return deviance - stirling - 0.5 * gsl_sf_log(6.283_185_307_179_586 * k)
}

/// Returns the point from `low` to `high` where `isBelow` turns from true to false.
///
/// Halves until neighbouring doubles are left, so the answer is as exact as `isBelow`.
package func bisect(from low: Double, to high: Double, _ isBelow: (Double) -> Bool) -> Double {
  var low = low
  var high = high
  for _ in 0..<200 {
    let middle = low + (high - low) / 2
    if middle <= low || middle >= high { break }
    if isBelow(middle) { low = middle } else { high = middle }
  }
  return high
}
