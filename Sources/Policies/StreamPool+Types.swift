extension StreamPool {
  /// The right to use one stream of one connection until it is given back.
  ///
  /// One word, so it travels in an event. A lease given back twice, or after its connection ended it,
  /// changes nothing.
  public struct Lease: Sendable, Hashable, BitwiseCopyable {
    /// The whole lease in one word: number, slot, connection from the top.
    public let bits: UInt64

    /// Recreates a lease from its word.
    ///
    /// - Parameter bits: What `bits` gave.
    @inlinable
    public init(bits: UInt64) {
      self.bits = bits
    }

    /// Recreates a lease from its parts.
    ///
    /// - Parameters:
    ///   - connection: The place of the connection.
    ///   - slot: The place among its streams.
    ///   - number: The number of the stream in that place.
    @inlinable
    public init(connection: UInt16, slot: UInt16, number: UInt32) {
      bits = UInt64(number) << 32 | UInt64(slot) << 16 | UInt64(connection)
    }

    /// The place of the connection, as in `ConnectionID.index`.
    @inlinable
    public var connection: UInt16 { UInt16(truncatingIfNeeded: bits) }

    /// The place among the connection's streams, dense from 0 and reused.
    @inlinable
    public var slot: UInt16 { UInt16(truncatingIfNeeded: bits >> 16) }

    /// The number that no other lease of this place carries for a billion streams; never 0.
    @inlinable
    public var number: UInt32 { UInt32(truncatingIfNeeded: bits >> 32) }
  }

  /// How a stream came to its end, as evidence about its connection.
  public enum Result: UInt8, Sendable, Hashable, CaseIterable {
    /// The peer served the request: a success, or an error that is not the connection's fault (410).
    case answered
    /// The peer answered with an error that speaks against the connection (5xx, 403 of a token).
    case failed
    /// REFUSED_STREAM: the peer did not process the request.
    case refused
    /// No answer came in time and the stream was reset.
    case timedOut
    /// We ended it for a reason of our own; evidence of nothing.
    case cancelled
  }

  /// What became of a lease, as far as this side can know.
  public enum Fate: UInt8, Sendable, Hashable {
    /// The stream is open; its answer may still come.
    case open
    /// The peer says that it never looked at the request: safe to send again.
    case neverProcessed
    /// The connection went away under the stream: the peer may have acted on it.
    case unknown
    /// It was given back, or ended too long ago to tell.
    case ended
  }

  /// Why the pool closes a connection.
  public enum CloseReason: UInt8, Sendable, Hashable {
    /// It had no stream for the idle limit.
    case idle
    /// It handed over to a successor at the age limit, and its last stream ended.
    case aged
    /// It got a GOAWAY, and its last stream ended.
    case goneAway
    /// It did not answer a ping, or was silent with streams open: a black hole.
    case silent
    /// It was not open in time.
    case openTimeout
    /// Its one call is over.
    case callOver
    /// The pool is shutting down.
    case stopped
  }

  /// What the body has to do; the pool never does it.
  public enum Effect: Sendable, Hashable {
    /// Open a connection: report `opened` or `failedToOpen`.
    case open(ConnectionID, Reconnect.Address)
    /// Close a connection; no report is expected.
    case close(ConnectionID, CloseReason)
    /// Send a ping: report `pong` when it is answered.
    case ping(ConnectionID)
    /// The pool ended this lease with its connection: send it again or settle it, as its fate allows.
    ///
    /// `owner` is what was passed to `lend`. The lease must not be given back any more.
    case ended(Lease, owner: UInt32, Fate)
  }

  /// What happened in the life of a pool.
  public struct Counts: Sendable, Hashable {
    /// Openings begun: each costs a handshake.
    public var handshakes = 0
    /// Openings that failed or took too long.
    public var failedOpenings = 0
    /// Open connections that were lost without a GOAWAY.
    public var losses = 0
    /// Of these, connections that had fallen silent.
    public var blackHoles = 0
    /// GOAWAY frames acted upon.
    public var goAways = 0
    /// Connections that retired at the idle or age limit.
    public var retirements = 0
    /// Pings sent.
    public var pings = 0
    /// REFUSED_STREAM answers.
    public var refusals = 0
    /// Times a failing connection was set aside.
    public var setAside = 0
    /// Leases granted.
    public var lent = 0
    /// Requests for a stream that found none.
    public var shortages = 0
    /// Leases given back twice or after their connection had ended them.
    public var misuses = 0
    /// Reports about connections that no longer exist.
    public var strays = 0
  }
}
