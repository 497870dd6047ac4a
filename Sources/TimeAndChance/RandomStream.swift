/// A sequential stream of draws: xoshiro256++ (Blackman and Vigna 2019), 2²⁵⁶ − 1 values long.
///
/// Streams serve what has an order of its own: arrivals, faults, a policy's jitter. What happens to
/// one message is drawn by `KeyedStream` instead.
public struct RandomStream: Chance, Sendable {
  @usableFromInline
  var a: UInt64
  @usableFromInline
  var b: UInt64
  @usableFromInline
  var c: UInt64
  @usableFromInline
  var d: UInt64

  /// Creates the stream that belongs to `seed`.
  public init(_ seed: Seed) {
    var keys = KeyedStream(state: seed.value)
    a = keys.next()
    b = keys.next()
    c = keys.next()
    d = keys.next()
  }

  /// Creates the stream called `name` under `seed`.
  public init(_ seed: Seed, _ name: String) {
    self.init(seed.named(name))
  }

  /// Draws the next 64 bits.
  @inlinable
  public mutating func next() -> UInt64 {
    let sum = a &+ d
    let result = ((sum << 23) | (sum >> 41)) &+ a
    let t = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = (d << 45) | (d >> 19)
    return result
  }
}
