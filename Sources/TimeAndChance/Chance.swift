/// A source of draws that owns its conversions, so that no toolchain update can move a result.
///
/// `Double.random(in:using:)` does not promise a stable algorithm; the members here do.
public protocol Chance: RandomNumberGenerator {}

extension Chance {
  /// Draws a number from [0, 1) in steps of 2⁻⁵³.
  @inlinable
  public mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Draws a number from (0, 1], safe for a logarithm.
  @inlinable
  public mutating func positiveUnit() -> Double {
    Double((next() >> 11) &+ 1) * 0x1p-53
  }

  /// Draws an integer from 0 ..< `bound` without bias (Lemire 2019).
  @inlinable
  public mutating func below(_ bound: UInt64) -> UInt64 {
    precondition(bound > 0, "nothing to choose from")
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold {
        product = next().multipliedFullWidth(by: bound)
      }
    }
    return product.high
  }

  /// Draws a number between `low` and `high`; the upper end is reached by rounding only.
  @inlinable
  public mutating func uniform(from low: Double, to high: Double) -> Double {
    low + (high - low) * unit()
  }

  /// Returns true with the given probability.
  @inlinable
  public mutating func happens(_ probability: Double) -> Bool {
    unit() < probability
  }

  /// Draws a whole number of nanoseconds from 0 ..< `span`; 0 when the span is not positive.
  @inlinable
  public mutating func nanoseconds(below span: Int64) -> Int64 {
    span > 0 ? Int64(below(UInt64(span))) : 0
  }
}
