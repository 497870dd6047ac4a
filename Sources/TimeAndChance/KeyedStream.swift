/// The draws that belong to one attempt of one message, found by key instead of by turn.
///
/// `Purpose.draws(message:attempt:)` gives the same round trip and the same answer to the same
/// attempt of the same message under every policy; common random numbers survive an extra retry.
/// The generator is SplitMix64 (Steele, Lea and Flood 2014), started at a mixed key: one
/// multiplication chain to start, one per draw, and nothing to store.
public struct KeyedStream: Chance, Sendable {
  @usableFromInline
  var state: UInt64

  /// Creates a stream from its raw state.
  @inlinable
  public init(state: UInt64) {
    self.state = state
  }

  /// Draws the next 64 bits.
  @inlinable
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return mixed(state)
  }

  /// One kind of question that is asked of many messages ("round trip", "answer").
  public struct Purpose: Sendable, Hashable {
    @usableFromInline
    let key: UInt64

    /// Creates the purpose called `name` under `seed`.
    public init(_ seed: Seed, _ name: String) {
      key = seed.named(name).value
    }

    /// Returns the draws of one attempt of one message for this purpose.
    @inlinable
    public func draws(message: UInt64, attempt: UInt64) -> KeyedStream {
      KeyedStream(
        state: key
          ^ mixed(message &* 0xd134_2543_de82_ef95 &+ attempt &* 0x2545_f491_4f6c_dd1d &+ 1)
      )
    }
  }
}
