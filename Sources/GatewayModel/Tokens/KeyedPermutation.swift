import TimeAndChance

/// Numbers below a count in an order that only its key knows, without a table.
///
/// Odd multiplications and shifts permute the numbers of so many bits; whoever lands outside the
/// count goes on until it is inside (cycle walking, Black and Rogaway 2002): two rounds on average
/// at worst.
struct KeyedPermutation: Sendable {
  let count: UInt64
  private let mask: UInt64
  private let shift: UInt64
  private let factors: SIMD4<UInt64>

  init(of count: UInt64, key: UInt64) {
    precondition(count >= 1, "a permutation is of something")
    self.count = count
    let bits = UInt64(max(2, UInt64.bitWidth - (count - 1).leadingZeroBitCount))
    mask = bits == 64 ? .max : (1 << bits) - 1
    shift = max(1, bits / 2)
    factors = SIMD4(mixed(key) | 1, mixed(key &+ 1) | 1, mixed(key &+ 2) | 1, mixed(key &+ 3))
  }

  /// The place of a number: every place is taken once.
  func rank(of number: UInt64) -> UInt64 {
    precondition(number < count, "number \(number) of \(count)")
    var place = number
    repeat { place = step(place) } while place >= count
    return place
  }

  private func step(_ number: UInt64) -> UInt64 {
    var x = (number &* factors[0] &+ factors[3]) & mask
    x ^= x >> shift
    x = (x &* factors[1]) & mask
    x ^= x >> shift
    x = (x &* factors[2]) & mask
    return x ^ x >> shift
  }
}
