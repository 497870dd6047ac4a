/// A point on one monotone timeline, counted in whole nanoseconds from an arbitrary epoch.
///
/// Integers make "exactly thirty seconds later" mean exactly that, on every machine. A real gateway
/// maps its monotone clock to nanoseconds once per call; the simulator passes the event's time.
/// Arithmetic saturates: a cool-down of "for ever" stays in the future instead of wrapping around.
public struct Instant: Sendable, Hashable, Comparable, BitwiseCopyable {
  /// Nanoseconds since the epoch of this timeline.
  public let nanoseconds: Int64

  /// Creates the instant that lies `nanoseconds` after the epoch.
  @inlinable
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The epoch.
  @inlinable
  public static var zero: Instant { Instant(nanoseconds: 0) }

  /// Later than every instant that arithmetic can reach.
  @inlinable
  public static var distantFuture: Instant { Instant(nanoseconds: .max) }

  /// Orders instants by time.
  @inlinable
  public static func < (lhs: Instant, rhs: Instant) -> Bool {
    lhs.nanoseconds < rhs.nanoseconds
  }

  /// Returns the instant `span` nanoseconds later, saturating at both ends.
  @inlinable
  public func advanced(byNanoseconds span: Int64) -> Instant {
    Instant(nanoseconds: saturatingSum(nanoseconds, span))
  }

  /// Returns the instant `span` later; fractions of a nanosecond round up, never down.
  @inlinable
  public func advanced(by span: Duration) -> Instant {
    advanced(byNanoseconds: span.wholeNanoseconds)
  }

  /// Returns the nanoseconds from here to `other`, negative when `other` is earlier.
  @inlinable
  public func nanoseconds(to other: Instant) -> Int64 {
    saturatingSum(other.nanoseconds, nanoseconds == .min ? .max : -nanoseconds)
  }

  /// Returns the span from here to `other`, negative when `other` is earlier.
  @inlinable
  public func duration(to other: Instant) -> Duration {
    .nanoseconds(nanoseconds(to: other))
  }
}

/// Returns `a + b`, or the end of the range on the side of the overflow.
@inlinable
public func saturatingSum(_ a: Int64, _ b: Int64) -> Int64 {
  let (sum, overflow) = a.addingReportingOverflow(b)
  guard overflow else { return sum }
  return b > 0 ? .max : .min
}
