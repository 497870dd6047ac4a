public import TimeAndChance

/// The connections of one server to one provider, and who may use their streams.
///
/// A value without I/O: it is told what happened (`opened`, `settings`, `goAway`, …) and asked for
/// streams (`lend`, `giveBack`); what has to be done comes out of `takeEffect`, and `nextDeadline`
/// says when to call `advance` next. Each connection is one of these machines:
///
///     vacant ──want──▶ pausing ──pause over──▶ queued ──spacing──▶ connecting
///       ▲                 ▲                                        │      │
///       │                 ├──────── failed, too slow ──────────────┘    opened
///       │                 │                                               ▼
///       │                 ├──────── lost ────────┬──────────┬────────── proving   (1 stream)
///       │                 │                      │          │             │ first answer
///       │                 │   ┌── failures ──── ready ◀─────┼─────────────┘
///       │                 │   ▼                 ▲ │ ▲       │
///       │                 │ setAside ──pause────┘ │ └─pong─ suspected
///       │                 │                       ├──no answer──▲ │
///       │                 └──── black hole ───────┼───────────────┘
///       └── last stream ended ── draining ◀───────┘ GOAWAY noticed, successor ready (age)
///
/// While `open > cap` (SETTINGS lowered the cap) streams finish and none are added. `suspected` is a
/// connection with open streams that owes the answer to a ping: it gets no further calls. With
/// `ConnectionPolicy.Reuse.perCall` every lease brings its own connection.
///
/// Lending to and giving back on a ready connection allocates nothing and costs O(log₈ connections).
/// Time that steps back is taken for the latest time seen.
public struct StreamPool: Sendable {
  /// How many connections it keeps.
  public let size: PoolSize
  /// What it assumes about streams.
  public let limits: StreamLimits
  /// What it decides by.
  public let policy: ConnectionPolicy

  /// What happened so far.
  public internal(set) var counts = Counts()
  /// The streams that may be open now: the sum of the caps of connections that take calls.
  public internal(set) var streamsReady = 0
  /// The streams that `lend` could grant now.
  ///
  /// Not the difference of the other two: streams on draining or over-full connections are in use
  /// and not ready.
  public internal(set) var streamsFree = 0
  /// The streams that are open now.
  public internal(set) var streamsInUse = 0
  /// When `advance` has something to do; `Instant.distantFuture` for never.
  public internal(set) var nextDeadline: Instant = .distantFuture

  var hot: ContiguousArray<Connection> = []
  var cold: ContiguousArray<ColdConnection> = []
  var slots: ContiguousArray<Slot> = []
  var slotsPerConnection: Int
  var choice: ConnectionChoice
  var deadlines = DeadlineHeap()
  var vacant: ContiguousArray<UInt16> = []
  var openQueue = Fifo<UInt16>()
  var aging = Fifo<ConnectionID>()
  @usableFromInline
  var effects = Fifo<Effect>()
  var tally: [9 of Int] = .init(repeating: 0)
  var agingCount = 0
  var wanted = 0
  var growThreshold = Int.max
  var clock = Int64.min
  var lastOpening = Int64.min
  var stopped = false
  let spans: Spans

  /// Creates a pool without connections; `start` or `startWarm` brings it to life.
  ///
  /// - Parameters:
  ///   - size: How many connections it keeps.
  ///   - limits: What it assumes about streams before the peer says.
  ///   - policy: What it decides by.
  public init(size: PoolSize, limits: StreamLimits, policy: ConnectionPolicy = ConnectionPolicy()) {
    self.size = size
    self.limits = limits
    self.policy = policy
    slotsPerConnection = policy.reuse == .pool ? limits.perConnection : 1
    choice = ConnectionChoice(policy.choice)
    spans = Spans(policy)
    if policy.reuse == .perCall { streamsFree = size.most }
  }

  /// The connections that take calls at their full cap.
  public var connectionsReady: Int { tally[State.ready.index] }

  /// The connections that are open, draining ones included.
  public var connectionsOpen: Int {
    tally[State.proving.index] + tally[State.ready.index] + tally[State.suspected.index]
      + tally[State.setAside.index] + tally[State.draining.index]
  }

  /// The openings under way.
  public var connectionsOpening: Int { tally[State.connecting.index] }

  /// The connections set aside for their failures.
  public var connectionsSetAside: Int { tally[State.setAside.index] }

  /// The places for connections used so far: every `ConnectionID.index` lies below.
  public var places: Int { hot.count }

  /// Takes the next thing to do, oldest first; nil when there is nothing left.
  public mutating func takeEffect() -> Effect? {
    effects.popFirst()
  }

  /// Whether something waits to be done; asked after every message, so it is inlined.
  @inlinable
  public var hasEffects: Bool { !effects.isEmpty }
}
