/// One connection of one pool, never to be confused with the next one in the same place.
public struct ConnectionID: Sendable, Hashable, BitwiseCopyable {
  /// The place in the pool, dense from 0: an index for what the body keeps per connection.
  public let index: UInt16

  /// How many connections lived in this place before, wrapping around.
  public let incarnation: UInt16

  /// Creates the name of a connection.
  ///
  /// - Parameters:
  ///   - index: The place in the pool.
  ///   - incarnation: How many connections lived there before.
  @inlinable
  public init(index: UInt16, incarnation: UInt16) {
    self.index = index
    self.incarnation = incarnation
  }
}
