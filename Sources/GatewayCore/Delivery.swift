public import Policies
public import TimeAndChance

/// What the body keeps of one message between two inputs of the machine: 64 bytes, trivially copied.
///
/// The machine owns no messages. The body stores this beside whatever else it knows of the message
/// (payload, token) and hands it back with every input.
public struct Delivery: Sendable, BitwiseCopyable {
  /// When the message was offered to the gateway.
  public let offered: Instant
  /// When it becomes useless; `.distantFuture` for never.
  public var deadline: Instant
  /// When the attempt under way began.
  public internal(set) var started: Instant
  /// The stream of the attempt under way.
  public internal(set) var lease: StreamPool.Lease
  var permit: Breaker.Permit
  var charge: RetryBudget.Charge
  /// What backoff remembers between pauses, in microseconds to keep the account in a cache line.
  var carriedMicroseconds: UInt32
  /// What the body calls the message; it comes back with the end of a stream.
  public var owner: UInt32 = 0
  /// Attempts made, over all providers.
  public internal(set) var attempts: UInt16
  /// Attempts made at the present provider since it was first asked.
  var attemptsHere: UInt8
  /// The next rung of the parking ladder.
  public internal(set) var rung: UInt8
  /// The provider, as an index into the machine's lanes.
  public internal(set) var lane: UInt8
  /// The class of traffic, as an index into the machine's rules.
  public let trafficClass: UInt8
  /// 0 (first) … 3.
  public let priority: UInt8
  @usableFromInline
  var flags: Flags

  @usableFromInline
  struct Flags: OptionSet, Sendable, BitwiseCopyable {
    @usableFromInline
    let rawValue: UInt8

    @usableFromInline
    @inline(__always)
    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It has left its first provider for the fallback of its class.
    @inlinable
    static var onFallback: Flags { Flags(rawValue: 1) }
    /// It has been in the topic since its last attempt.
    static var parked: Flags { Flags(rawValue: 2) }
    /// It has a stream.
    @inlinable
    static var inFlight: Flags { Flags(rawValue: 4) }
    /// It holds a permit of the breaker.
    static var permitted: Flags { Flags(rawValue: 8) }
    /// The throttle rung has delayed it once.
    static var delayed: Flags { Flags(rawValue: 16) }
    /// Its newest stream came back unprocessed: the next one is not another attempt.
    static var unprocessed: Flags { Flags(rawValue: 32) }
  }

  /// Creates the account of a message that was offered now.
  ///
  /// - Parameters:
  ///   - trafficClass: Its class, an index into the machine's rules.
  ///   - lane: Its provider, an index into the machine's lanes.
  ///   - priority: 0 (first) … 3.
  ///   - offered: When it was offered.
  ///   - deadline: When it becomes useless.
  @inlinable
  public init(
    trafficClass: UInt8,
    lane: UInt8,
    priority: UInt8,
    offered: Instant,
    deadline: Instant = .distantFuture
  ) {
    self.init(
      flags: Flags(rawValue: 0),
      trafficClass: trafficClass,
      lane: lane,
      priority: priority,
      offered: offered,
      deadline: deadline,
      attempts: 0,
      rung: 0
    )
  }

  /// Recreates the account of a message that comes back from a durable topic.
  ///
  /// - Parameters:
  ///   - trafficClass: Its class.
  ///   - lane: Its provider.
  ///   - priority: 0 (first) … 3.
  ///   - offered: When it was first offered.
  ///   - deadline: When it becomes useless.
  ///   - attempts: Attempts made before.
  ///   - rung: The next rung of the ladder.
  ///   - onFallback: Whether it has left its first provider.
  public init(
    trafficClass: UInt8,
    lane: UInt8,
    priority: UInt8,
    offered: Instant,
    deadline: Instant,
    attempts: UInt16,
    rung: UInt8,
    onFallback: Bool
  ) {
    var flags: Flags = .parked
    if onFallback { flags.insert(.onFallback) }
    self.init(
      flags: flags,
      trafficClass: trafficClass,
      lane: lane,
      priority: priority,
      offered: offered,
      deadline: deadline,
      attempts: attempts,
      rung: rung
    )
  }

  @usableFromInline
  init(
    flags: Flags,
    trafficClass: UInt8,
    lane: UInt8,
    priority: UInt8,
    offered: Instant,
    deadline: Instant,
    attempts: UInt16,
    rung: UInt8
  ) {
    self.offered = offered
    self.deadline = deadline
    started = offered
    lease = StreamPool.Lease(connection: 0, slot: 0, number: 0)
    carriedMicroseconds = 0
    permit = .bystander
    charge = .none
    self.attempts = attempts
    attemptsHere = UInt8(clamping: attempts)
    self.rung = rung
    self.lane = lane
    self.trafficClass = trafficClass
    self.priority = priority
    self.flags = flags
  }

  /// Whether it has a stream now.
  @inlinable
  public var isInFlight: Bool { flags.contains(.inFlight) }
  /// Whether it has left its first provider for the fallback of its class.
  @inlinable
  public var isOnFallback: Bool { flags.contains(.onFallback) }
}
