/// The one number from which every draw of a run follows.
///
/// Streams are derived from a seed *by name*, so adding a stream never disturbs another.
public struct Seed: Sendable, Hashable {
  /// The number as the user wrote it.
  public let value: UInt64

  /// Creates a seed.
  @inlinable
  public init(_ value: UInt64) {
    self.value = value
  }

  /// Returns the seed that belongs to `name` under this one.
  ///
  /// The name is hashed with 64-bit FNV-1a over its UTF-8 bytes and mixed into the seed.
  public func named(_ name: String) -> Seed {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    return Seed(mixed(mixed(value) ^ hash))
  }

  /// Returns the seed of the `index`-th of many like things under this one.
  @inlinable
  public func numbered(_ index: UInt64) -> Seed {
    Seed(mixed(mixed(value &+ 0x9e37_79b9_7f4a_7c15) ^ mixed(index)))
  }
}

/// Returns a 64-bit value in which every bit of `x` has touched every other (SplitMix64's finaliser).
@inlinable
public func mixed(_ x: UInt64) -> UInt64 {
  var z = x
  z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
  z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
  return z ^ (z >> 31)
}
