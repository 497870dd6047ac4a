extension Duration {
  /// The span in whole nanoseconds, rounded up and saturating.
  ///
  /// Up, because a deadline that fires early is a retry before the allowed time.
  @inlinable
  public var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return seconds > 0 ? .max : .min }
    let (quotient, remainder) = attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    return saturatingSum(scaled, quotient + (remainder > 0 ? 1 : 0))
  }

  /// The span in seconds, for arithmetic that is approximate anyway.
  @inlinable
  public var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  /// Creates the span nearest to `seconds`, saturating at what nanoseconds can hold.
  ///
  /// - Parameter seconds: Any number that is not NaN.
  @inlinable
  public init(inSeconds seconds: Double) {
    self = .nanoseconds(nanosecondsRounded(seconds * 1e9))
  }
}

/// Returns `value` rounded to the nearest integer, saturating at the ends of `Int64`.
///
/// - Parameter value: Any number that is not NaN.
/// - Returns: A number of nanoseconds.
@inlinable
public func nanosecondsRounded(_ value: Double) -> Int64 {
  precondition(!value.isNaN, "a time must be a number")
  if value >= 9.2233720368547748e18 { return .max }
  if value <= -9.2233720368547748e18 { return .min }
  // The remainder is exact, so this is `value.rounded()` without a call of the mathematical library.
  let whole = Int64(value)
  let rest = value - Double(whole)
  if rest >= 0.5 { return whole &+ 1 }
  return rest <= -0.5 ? whole &- 1 : whole
}
