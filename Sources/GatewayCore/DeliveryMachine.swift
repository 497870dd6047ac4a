import Policies
public import TimeAndChance

/// The policies of one server, composed: what happened goes in, what to do comes out.
///
/// The order in which the policies act exists here and nowhere else:
///
/// ```
///   offer ─▶ deadline ─▶ pressure ─▶ breaker ─▶ throttle ─▶ rate ─▶ stream ─▶ send
///              │           │           │           │         │        │
///              ▼           ▼           ▼           ▼         ▼        ▼
///           expired   delay once,  park, fail,  rejected   delay     wait
///                     shed, or as  fall back,
///                     a breaker ─▶ wait
///
///   answer ─▶ stream back ─▶ classify ─▶ breaker, budget, limits, pressure ─▶ done
///                               │                                 └▶ again?
///                               └▶ never processed ─▶ retry, not another attempt
///
///   again ─▶ fallback due? ─▶ attempts left? ─▶ in time? ─▶ budget? ─▶ retry
///               │                 │ no             │ no        │ no
///               ▼                 ▼                ▼           ▼
///            fallback         park, dead-letter or drop; the ladder's end is a dead letter
/// ```
///
/// It has no clock, no dice and no I/O, so a simulator and a live gateway are two thin bodies around
/// the same value: `offer` and `answered` return one `Step` for the message, and what else moved is
/// taken with `takeNotice` and `Lane.pool.takeEffect`. Nothing is allocated per message.
public struct DeliveryMachine: Sendable {
  /// One for each provider.
  public var lanes: ContiguousArray<Lane>
  /// What became of the messages.
  public internal(set) var ledger = Ledger()

  /// The calls that may be under way to all providers together: the threads of a server that holds
  /// one for each call.
  public var mostInFlight = Int.max

  /// By class and lane.
  var rules: ContiguousArray<Rule>
  @usableFromInline
  var notices: ContiguousArray<Notice> = []

  /// Whether any policy takes measures under pressure, so that `sense` is worth a call.
  public let feelsPressure: Bool

  /// What the newest `.end(.rejected)` should say upstream as Retry-After, in nanoseconds.
  ///
  /// Said and not acted upon: whoever called the gateway is told when it is worth trying again.
  public internal(set) var retryAfterNanoseconds: Int64 = 0

  /// Creates the machine of one server.
  ///
  /// - Parameters:
  ///   - classes: For each class of traffic, its policy towards each provider and its fallback.
  ///   - lanes: What the server holds towards each provider.
  ///   - now: The present.
  public init(
    classes: [ClassRules],
    lanes: [Lane.Plan],
    at now: Instant
  ) {
    precondition(lanes.count <= 255 && classes.count <= 255, "at most 255 classes and providers")
    for one in classes {
      precondition(one.policies.count == lanes.count, "a class has one policy for each provider")
    }
    rules = ContiguousArray(
      classes.flatMap { one in one.policies.map { Rule($0, fallback: one.fallback) } }
    )
    feelsPressure = lanes.contains { $0.policy.pressure != nil }
    self.lanes = ContiguousArray(lanes.map { Lane($0, at: now) })
  }

  /// The policies of one class of traffic towards each provider.
  public struct ClassRules: Sendable {
    /// By lane.
    public var policies: [Policy]
    /// Where it goes when its provider fails it.
    public var fallback: FallbackRoute?

    /// Creates the rules of a class.
    public init(policies: [Policy], fallback: FallbackRoute? = nil) {
      self.policies = policies
      self.fallback = fallback
    }
  }

  /// Whether a message to `lane` would find a stream now.
  @inlinable
  public func hasRoom(towards lane: UInt8) -> Bool {
    lanes[Int(lane)].hasRoom && ledger.inFlight < mostInFlight
  }

  /// Whether something waits in `takeNotice`; asked after every message, so it is inlined.
  @inlinable
  public var hasNotices: Bool { !notices.isEmpty }

  /// Takes the oldest thing that moved beside a message.
  public mutating func takeNotice() -> Notice? {
    notices.isEmpty ? nil : notices.removeFirst()
  }

  /// Where the records lie that the answer to a message will be looked up in.
  ///
  /// For a body that knows which answers come next and can have them fetched into the cache; good for
  /// nothing else, and not for longer than until the next input.
  @unsafe
  public mutating func records(
    of delivery: Delivery
  ) -> (stream: UnsafeRawPointer?, permit: UnsafeRawPointer?) {
    let lane = Int(delivery.lane)
    return unsafe (
      lanes[lane].pool.record(of: delivery.lease), lanes[lane].breaker.record(of: delivery.permit)
    )
  }

  /// Forgets a message that waits, because the body took it elsewhere (a crash, a drained server).
  public mutating func forget(_ delivery: inout Delivery, at now: Instant) {
    if delivery.flags.contains(.inFlight) {
      ledger.inFlight &-= 1
      delivery.flags.remove(.inFlight)
      lanes[Int(delivery.lane)].underWay &-= 1
    } else {
      ledger.waiting &-= 1
    }
    ledger.forgotten &+= 1
  }

  @inline(__always)
  func rule(of delivery: Delivery) -> Int {
    Int(delivery.trafficClass) &* lanes.count &+ Int(delivery.lane)
  }
}
