/// The few elementary functions that policies need, built from IEEE arithmetic alone.
///
/// The platform's `exp` and `pow` may differ in the last bit between processors and library
/// versions, and a golden file would move with them; these cannot. Relative error stays below 10⁻¹⁴.
enum Elementary {
  private static let ln2 = 0.693_147_180_559_945_309_417

  /// Returns the whole number nearest to `x` ≥ 0, saturating; no call into the mathematical library.
  @inline(__always)
  static func nearest(_ x: Double) -> Int64 {
    x < 9.2e18 ? Int64(x + 0.5) : .max
  }

  /// Returns `x` to the whole power `n` by repeated squaring; infinity when it does not fit.
  static func power(_ x: Double, _ n: Int) -> Double {
    precondition(n >= 0, "a whole power is >= 0, found \(n)")
    var (result, square, rest) = (1.0, x, n)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      rest >>= 1
      if rest > 0 { square *= square }
    }
    return result
  }

  /// Returns 2 to the power `x`.
  static func exp2(_ x: Double) -> Double {
    guard x < 1100 else { return .infinity }
    guard x > -1100 else { return 0 }
    let whole = x.rounded()
    let rest = (x - whole) * ln2
    // |rest| <= 0.347: fourteen terms of the series leave an error below 10⁻¹⁷.
    var sum = 1.0
    for term in stride(from: 14.0, through: 1, by: -1) {
      sum = 1 + rest / term * sum
    }
    return sum * Double(sign: .plus, exponent: Int(whole), significand: 1)
  }

  /// Returns e to the power `x`.
  static func exp(_ x: Double) -> Double {
    exp2(x / ln2)
  }

  /// Returns the natural logarithm of a positive, finite `x`.
  static func log(_ x: Double) -> Double {
    precondition(x > 0 && x.isFinite, "a logarithm needs a positive number, found \(x)")
    var (exponent, mantissa) = (Double(x.exponent), x.significand)
    if mantissa > 1.414_213_562_373_095_1 {
      mantissa /= 2
      exponent += 1
    }
    // ln m = 2 artanh((m − 1)/(m + 1)), with |argument| <= 0.172.
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var sum = 0.0
    for odd in stride(from: 23.0, through: 1, by: -2) {
      sum = 1 / odd + square * sum
    }
    return 2 * ratio * sum + exponent * ln2
  }

  /// Returns `x` ≥ 0 to the power `y`.
  static func power(_ x: Double, _ y: Double) -> Double {
    if x == 0 { return y == 0 ? 1 : 0 }
    if y == 1 { return x }
    return exp(y * log(x))
  }

  /// Returns the cube root of `x` ≥ 0: one guess by logarithm, two Newton steps.
  static func cubeRoot(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    var root = exp(log(x) / 3)
    for _ in 0..<2 {
      root -= (root * root * root - x) / (3 * root * root)
    }
    return root
  }

  /// Returns the hyperbolic tangent of `x` ≥ 0.
  static func tanh(_ x: Double) -> Double {
    if x > 20 { return 1 }
    let decay = exp(-2 * x)
    return (1 - decay) / (1 + decay)
  }
}
