/// What one trial measured, and how the measurements of several become one.
///
/// Merging happens in index order, so it need not be commutative to the last bit.
package protocol Measurement: Sendable {
  /// Takes in what a later trial measured.
  mutating func merge(_ later: Self)
}
