import Simulation

/// What can be scheduled in the world, packed into the 64 bits of an agenda entry.
///
///     63 … 59   58 … 32       31 … 0
///     kind      generation    place, or an index of the kind's own
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
  }

  static var generationMask: UInt64 { (1 << 27) - 1 }

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
