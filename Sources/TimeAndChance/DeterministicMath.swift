/// Elementary functions whose results are the same bits on every machine.
///
/// The C library's `exp` and `log` differ in the last bit between processors and distributions,
/// which would move a simulated event by a nanosecond and every later draw with it. These use only
/// additions, multiplications and divisions of IEEE 754 doubles, in a fixed order. They are within
/// two units in the last place of the true value.
public enum DeterministicMath {
  /// Returns e raised to `x`; 0 below −745, infinity above 709.78.
  ///
  /// Any number; NaN gives NaN.
  public static func exp(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 709.782712893384 { return .infinity }
    if x < -745.133219101941 { return 0 }
    // Adding and taking away 1.5·2⁵² rounds to the nearest whole number without a library call.
    let k = (x * 1.442_695_040_888_963_4 + 0x1.8p52) - 0x1.8p52
    // ln 2 in two parts; the first has 21 trailing zero bits, so that k times it is exact.
    let high = x - k * 0x1.62e42feep-1
    let low = k * 0x1.a39ef35793c76p-33
    let r = high - low
    // The difference between `r` and what it stands for is added back at the end.
    let lost = (high - r) - low
    let tail = expTail(r)
    return scaled(1 + (r + (lost + r * r * tail)), byPowerOfTwo: Int(k))
  }

  /// Returns (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2, by its Taylor series up to r¹³/13!.
  @inline(__always)
  private static func expTail(_ r: Double) -> Double {
    let r2 = r * r
    let r4 = r2 * r2
    let p0 = 0.5 + r * 0x1.5555555555555p-3 + r2 * (0x1.5555555555555p-5 + r * 0x1.1111111111111p-7)
    let p1 =
      0x1.6c16c16c16c17p-10 + r * 0x1.a01a01a01a01ap-13
      + r2 * (0x1.a01a01a01a01ap-16 + r * 0x1.71de3a556c734p-19)
    let p2 =
      0x1.27e4fb7789f5cp-22 + r * 0x1.ae64567f544e4p-26
      + r2 * (0x1.1eed8eff8d898p-29 + r * 0x1.6124613a86d09p-33)
    return p0 + r4 * (p1 + r4 * p2)
  }

  /// Returns `value` times 2ᵏ; the two steps keep both factors normal down to the smallest result.
  private static func scaled(_ value: Double, byPowerOfTwo k: Int) -> Double {
    let first = k / 2
    return value * powerOfTwo(first) * powerOfTwo(k - first)
  }

  private static func powerOfTwo(_ k: Int) -> Double {
    Double(bitPattern: UInt64(k + 1023) << 52)
  }

  /// Returns the natural logarithm of `x`; −infinity at 0 and NaN below.
  ///
  /// Any number; NaN gives NaN.
  public static func log(_ x: Double) -> Double {
    if x.isNaN || x < 0 { return .nan }
    if x == 0 { return -.infinity }
    if x == .infinity { return x }
    if x < 0x1p-1022 { return log(x * 0x1p54) - 54 * 0x1.62e42fefa39efp-1 }
    // x = 2ᵏ·m with m in [√½, √2): the bits of √½ are taken away before the exponent is read.
    let shifted = x.bitPattern &- 0x3fe6_a09e_667f_3bcd
    let k = Int64(bitPattern: shifted) >> 52
    let f = Double(bitPattern: x.bitPattern &- UInt64(bitPattern: k << 52)) - 1
    let s = f / (2 + f)
    let z = s * s
    let half = 0.5 * f * f
    // ln(1+f) = f − f²/2 + s·(f²/2 + R), R being the series of 2·artanh(s)/s − 2.
    let series = z * atanhTail(z)
    let power = Double(k)
    return power * 0x1.62e42feep-1
      - ((half - (s * (half + series) + power * 0x1.a39ef35793c76p-33)) - f)
  }

  /// Returns 2/3 + 2z/5 + 2z²/7 + … to the term 2z¹⁰/23, for z ≤ 0.0295.
  @inline(__always)
  private static func atanhTail(_ z: Double) -> Double {
    let z2 = z * z
    let z4 = z2 * z2
    let p0 = 2.0 / 3 + z * (2.0 / 5) + z2 * (2.0 / 7 + z * (2.0 / 9))
    let p1 = 2.0 / 11 + z * (2.0 / 13) + z2 * (2.0 / 15 + z * (2.0 / 17))
    let p2 = 2.0 / 19 + z * (2.0 / 21) + z2 * (2.0 / 23)
    return p0 + z4 * (p1 + z4 * p2)
  }

  /// Returns ln(1 + x) without losing the digits of a small `x`.
  ///
  /// Any number; NaN gives NaN.
  public static func log1p(_ x: Double) -> Double {
    let sum = 1 + x
    if sum == 1 { return x }
    if sum == .infinity || sum <= 0 { return log(sum) }
    // The factor undoes the rounding of 1 + x (Kahan).
    return log(sum) * (x / (sum - 1))
  }

  /// Returns eˣ − 1 without losing the digits of a small `x`.
  ///
  /// Any number; NaN gives NaN.
  public static func expm1(_ x: Double) -> Double {
    if x > 40 || x < -40 || x.isNaN { return exp(x) - 1 }
    if abs(x) < 0.34 {
      return x + x * x * expTail(x)
    }
    return exp(x) - 1
  }

  /// Returns sin(2π·`turns`): the wave of anything periodic, such as the time of day.
  ///
  /// The argument must be finite.
  public static func sine(ofTurns turns: Double) -> Double {
    // Reduced to |u| ≤ ¼ exactly: sine is odd about 0 and even about ¼.
    var u = turns - turns.rounded()
    if u > 0.25 { u = 0.5 - u }
    if u < -0.25 { u = -0.5 - u }
    // Beyond an eighth of a turn the other series is the shorter one.
    if abs(u) > 0.125 {
      let x = (0.25 - abs(u)) * 6.283_185_307_179_586
      let value = 1 + waveTail(x * x, from: 1)
      return u < 0 ? -value : value
    }
    let x = u * 6.283_185_307_179_586
    return x + x * waveTail(x * x, from: 2)
  }

  /// Returns −z/(n(n+1)) · (1 − z/((n+2)(n+3)) · (1 − …)), ten terms: what follows the first term
  /// of the cosine for n = 1 and of the sine, divided by its first, for n = 2.
  private static func waveTail(_ z: Double, from n: Double) -> Double {
    var sum = 0.0
    for step in stride(from: n + 18, through: n, by: -2) {
      sum = (1 + sum) * (-z / (step * (step + 1)))
    }
    return sum
  }

  /// Returns cos(2π·`turns`).
  ///
  /// The argument must be finite.
  public static func cosine(ofTurns turns: Double) -> Double {
    sine(ofTurns: (turns - turns.rounded()) + 0.25)
  }
}
