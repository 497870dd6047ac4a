/// Events per second.
public struct Rate: Sendable, Hashable, Comparable {
  /// How many events one second brings on average.
  public let perSecond: Double

  /// Creates a rate; it must be finite and not negative.
  @inlinable
  public init(perSecond: Double) {
    precondition(perSecond >= 0 && perSecond.isFinite, "a rate is >= 0, found \(perSecond)")
    self.perSecond = perSecond
  }

  /// Creates the rate of `count` events per `span`.
  @inlinable
  public init(_ count: Double, per span: Duration) {
    self.init(perSecond: count / span.inSeconds)
  }

  /// Nothing, ever.
  @inlinable
  public static var zero: Rate { Rate(perSecond: 0) }

  /// Orders rates by events per second.
  @inlinable
  public static func < (lhs: Rate, rhs: Rate) -> Bool {
    lhs.perSecond < rhs.perSecond
  }

  /// Returns the rate multiplied by a factor.
  @inlinable
  public static func * (rate: Rate, factor: Double) -> Rate {
    Rate(perSecond: rate.perSecond * factor)
  }
}
