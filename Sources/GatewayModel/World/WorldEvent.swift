import Simulation

/// What can be scheduled in the world, packed into the 64 bits of an agenda entry.
///
///     63 … 59   58 … 32       31 … 0
///     kind      generation    place, or an index of the kind's own
///
///     58 … 54   53 … 32       of events that belong to one attempt of a message
///     attempt   generation
struct WorldEvent: BitwiseCopyable {
  enum Kind: UInt8 {
    /// The answer to a message's attempt arrives.
    case answer
    /// A message's attempt has taken too long.
    case timeout
    /// A pause of a message is over: its server is asked again.
    case again
    /// A parked message is due.
    case unpark
    /// A message's patience, deadline or fallback clock ends while it waits.
    case impatience
    /// A provider's slot has done its work.
    case served
    /// A connection's opening has come to its end.
    case opened
    /// A server's pools have something to do.
    case attend
    /// A fault begins, bends or ends.
    case fault
    /// A row of the timeline is complete.
    case tick
    /// A cohort begins.
    case cut
    /// A client of an API gateway acts.
    case client
    /// A server comes back, or a wave of a deploy moves on.
    case fleet
    /// A message that a server's processor worked on is ready to be sent.
    case worked
    /// The answer to a probe of a route's health.
    case health
    /// A message reaches its device.
    case delivered
    /// Nightly work.
    case night
    /// A provider looks at a connection: its age, its idleness, the end of a grace.
    case peer
    /// A provider with slots looks how busy it is.
    case congestion
    /// A fault that bends over time has moved on.
    case bend
    /// A message that a server had taken is handed out again.
    case redelivered
    /// A parked message has reached its place among those that return.
    case drain
    /// Servers look at their processors.
    case sense
    /// A provider's fan-out to a topic goes on.
    case fanOut
    /// A batch has waited long enough for more.
    case linger
    /// An attempt is late enough for a second one beside it.
    case hedge
  }

  static var generationMask: UInt64 { (1 << 27) - 1 }
  /// Events of an attempt keep five bits of its number beside 22 of the message's generation: what
  /// was scheduled for an earlier attempt must not end a later one.
  static var messageMask: UInt64 { (1 << 22) - 1 }

  let bits: UInt64

  @inline(__always)
  init(bits: UInt64) {
    self.bits = bits
  }

  @inline(__always)
  init(_ kind: Kind, _ index: UInt32, generation: UInt32 = 0) {
    bits =
      UInt64(kind.rawValue) << 59 | (UInt64(generation) & Self.generationMask) << 32
      | UInt64(index)
  }

  @inline(__always)
  init(_ kind: Kind, _ handle: Slab<Message>.Handle) {
    self.init(kind, handle.index, generation: handle.generation)
  }

  @inline(__always)
  init(_ kind: Kind, _ handle: Slab<Message>.Handle, attempt: UInt16) {
    let generation = UInt64(handle.generation) & Self.messageMask
    bits =
      UInt64(kind.rawValue) << 59 | UInt64(attempt & 31) << 54 | generation << 32
      | UInt64(handle.index)
  }

  /// The lowest bits of the number of the attempt.
  @inline(__always)
  var attempt: UInt16 { UInt16(truncatingIfNeeded: bits >> 54) & 31 }

  @inline(__always)
  var kind: Kind {
    Kind(rawValue: UInt8(truncatingIfNeeded: bits >> 59)).unsafelyKnown
  }

  @inline(__always)
  var index: UInt32 { UInt32(truncatingIfNeeded: bits) }

  @inline(__always)
  var generation: UInt32 {
    UInt32(truncatingIfNeeded: (bits >> 32) & Self.generationMask)
  }
}

extension Optional {
  /// The value that our own packing guarantees.
  @inline(__always)
  fileprivate var unsafelyKnown: Wrapped {
    guard let value = self else { preconditionFailure("an event of a kind that nobody packs") }
    return value
  }
}
