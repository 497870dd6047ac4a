/// A share of a whole, from 0 to 1.
public struct Fraction: Sendable, Hashable, Comparable {
  /// The share, between 0 and 1.
  public let value: Double

  /// Creates a share, or nothing when `value` lies outside 0 to 1.
  @inlinable
  public init?(_ value: Double) {
    guard value >= 0 && value <= 1 else { return nil }
    self.value = value
  }

  /// Creates a share from a number that our own code guarantees to be a share.
  @inlinable
  public init(trusting value: Double) {
    precondition(value >= 0 && value <= 1, "a share lies in 0...1, found \(value)")
    self.value = value
  }

  /// Creates a share of `percent` hundredths.
  @inlinable
  public static func percent(_ percent: Double) -> Fraction {
    Fraction(trusting: percent / 100)
  }

  /// Nothing of it.
  @inlinable
  public static var none: Fraction { Fraction(trusting: 0) }

  /// All of it.
  @inlinable
  public static var all: Fraction { Fraction(trusting: 1) }

  /// What is left of the whole.
  @inlinable
  public var complement: Fraction { Fraction(trusting: 1 - value) }

  /// Orders shares by size.
  @inlinable
  public static func < (lhs: Fraction, rhs: Fraction) -> Bool {
    lhs.value < rhs.value
  }
}
