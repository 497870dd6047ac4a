import TimeAndChance

extension StreamPool {
  /// Where a connection stands; the diagram is in `StreamPool`.
  enum State: UInt8, Sendable, Hashable, CaseIterable {
    case vacant, pausing, queued, connecting, proving, ready, suspected, setAside, draining

    var index: Int { Int(rawValue) }

    var isUp: Bool {
      switch self {
      case .proving, .ready, .suspected, .setAside, .draining: true
      case .vacant, .pausing, .queued, .connecting: false
      }
    }
  }

  /// What makes the end of a stream more than book-keeping.
  struct Care: OptionSet, Sendable {
    let rawValue: UInt8
    static let unproven = Care(rawValue: 1)
    static let failing = Care(rawValue: 2)
    static let pinged = Care(rawValue: 4)
    static let draining = Care(rawValue: 8)
    static let perCall = Care(rawValue: 16)
  }

  /// What lending and giving back touch: less than a cache line a connection.
  struct Connection: Sendable {
    var open: UInt16 = 0
    /// Streams that may be open now; 0 unless the connection takes calls.
    var limit: UInt16 = 0
    /// Head of the list of free slots.
    var free: UInt16 = 0
    var state = State.vacant
    var care: Care = []
    /// The number of the next lease of this place; never 0.
    var nextNumber: UInt32 = 1
    /// The number of the first lease of this incarnation.
    var firstNumber: UInt32 = 1
    /// When it last got a call, counted in calls of the pool.
    var turn: UInt32 = 0
    /// When the peer was last heard.
    var heard: Int64 = 0
    /// When the last stream ended.
    var lastEnd: Int64 = 0
    /// When the first of the open streams began.
    var busySince: Int64 = 0

    /// The number of the last stream this connection can carry.
    ///
    /// HTTP/2 stream identifiers have 31 bits and a client uses the odd ones.
    var lastNumber: UInt32 { firstNumber &+ 0x3fff_ffff }

    /// Opens a stream in the first free slot; returns its number and what choosing needs to know.
    @inline(__always)
    mutating func take(
      thenFree next: UInt32,
      turn: UInt32,
      at clock: Int64
    ) -> (number: UInt32, open: UInt16, isFull: Bool, isLast: Bool) {
      let number = nextNumber
      free = UInt16(truncatingIfNeeded: next)
      nextNumber = number &+ 1
      self.turn = turn
      if open == 0 { busySince = clock }
      open &+= 1
      return (number, open, open >= limit, number >= lastNumber)
    }

    /// Ends the stream in a slot; returns what choosing needs and whether an answer needs no care.
    @inline(__always)
    mutating func giveBack(
      _ slot: UInt16,
      wasAnswered: Bool = false,
      at clock: Int64
    ) -> (open: UInt16, turn: UInt32, isFree: Bool, isPlain: Bool) {
      precondition(open > 0, "a stream ended on a connection without one")
      free = slot
      open &-= 1
      lastEnd = clock
      if wasAnswered && care.isEmpty { heard = clock }
      return (open, turn, open < limit, care.isEmpty)
    }
  }

  /// What only changes of state touch.
  struct ColdConnection: Sendable {
    var incarnation: UInt16 = 0
    /// The peer's cap on streams.
    var cap = 0
    /// Losses and failed openings since an answer last arrived.
    var failedOpenings = 0
    /// Failed calls in a row.
    var failures = 0
    var pause: Int64 = 0
    /// End of the pause, of the time aside or of the time to open.
    var until: Int64 = 0
    var openedAt: Int64 = 0
    var pingedAt: Int64 = 0
    var isAging = false
    /// When a GOAWAY that arrived will be acted upon.
    var noticeAt = Int64.max
    /// First lease number that the peer will never process, as a GOAWAY not yet noticed says.
    var pendingUnprocessed = UInt32.max
    /// First lease number that the peer never processed, as far as noticed.
    var firstUnprocessed = UInt32.max
    /// The same for the incarnation before this one.
    var previousUnprocessed = UInt32.max
    /// Why it closes once its last stream has ended.
    var reason = CloseReason.goneAway
  }

  /// One stream of one connection: its lease number and owner, or 0 and the next free slot.
  struct Slot: Sendable {
    var number: UInt32 = 0
    var owner: UInt32 = 0
  }

  /// The policy's spans in nanoseconds, converted once.
  struct Spans: Sendable {
    let ping: Int64?
    let pingTimeout: Int64
    let silence: Int64?
    let idle: Int64?
    let age: Int64?
    let open: Int64
    let spacing: Int64
    let aside: Int64

    init(_ policy: ConnectionPolicy) {
      ping = policy.ping?.idle.wholeNanoseconds
      pingTimeout = policy.ping?.timeout.wholeNanoseconds ?? 0
      silence = policy.silence?.wholeNanoseconds
      idle = policy.idleLimit?.wholeNanoseconds
      age = policy.ageLimit?.wholeNanoseconds
      open = policy.openTimeout.wholeNanoseconds
      spacing = max(0, policy.reconnect.spacing.wholeNanoseconds)
      aside = policy.outlier?.pause.wholeNanoseconds ?? 0
    }
  }
}
