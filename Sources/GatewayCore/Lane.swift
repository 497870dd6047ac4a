public import Policies
public import TimeAndChance

/// What one server holds towards one provider.
public struct Lane: Sendable {
  /// The connections and their streams.
  public var pool: StreamPool
  /// The server's own breaker; it watches nothing unless `watch` says so.
  public internal(set) var breaker: Breaker
  /// One breaker for each place of a connection, when their scope is the connection.
  ///
  /// It grows with the places that the pool uses (a draining connection keeps its own beside that of
  /// its successor), and a place gets a fresh breaker with every connection that comes to live there.
  public internal(set) var connectionBreakers: ContiguousArray<Breaker>
  /// Whom each of them watches.
  var watched: ContiguousArray<Watched>
  /// Which breaker is asked, if any.
  public internal(set) var watch: Watch
  /// Slots that are on, so that the common path asks one byte instead of five optionals.
  var features: Features
  /// The calls that may be under way.
  var bulkhead: Int
  /// The calls that bulkhead and concurrency limit allow now.
  @usableFromInline
  var ceiling: Int
  var limiter: RateLimiter?
  /// By priority.
  var budgets: [4 of RetryBudget]
  var throttle: AdaptiveThrottle?
  var limit: ConcurrencyLimit?
  /// Stored as it is, like the breaker: an optional of this size is copied to be asked.
  var ladder: PressureLadder
  /// Calls under way.
  public internal(set) var underWay = 0
  /// What second calls need, when the policy makes some.
  var hedging: Hedging?

  /// Which breaker a lane asks.
  public enum Watch: UInt8, Sendable, BitwiseCopyable {
    /// None.
    case nothing
    /// Its own.
    case server
    /// One for each connection.
    case connection
    /// A region's or the fleet's.
    case shared
  }

  /// The connection that one of `connectionBreakers` watches.
  struct Watched: Sendable, BitwiseCopyable {
    var connection: ConnectionID
    /// The first lease that it was asked about: the answers to older ones belong to a predecessor.
    var firstLease: UInt32
  }

  struct Features: OptionSet, Sendable, BitwiseCopyable {
    let rawValue: UInt8

    static var limiter: Features { Features(rawValue: 1) }
    static var budget: Features { Features(rawValue: 2) }
    static var throttle: Features { Features(rawValue: 4) }
    static var limit: Features { Features(rawValue: 8) }
    static var pressure: Features { Features(rawValue: 16) }
    static var hedge: Features { Features(rawValue: 32) }
  }

  /// What a lane is made of.
  public struct Plan: Sendable {
    /// How many connections, and what is known of their streams.
    public var size: PoolSize
    /// What the pool assumes about streams before the peer says.
    public var streams: StreamLimits
    /// The policy whose connection, breaker, budget and limits apply.
    public var policy: Policy
    /// This server's share of the provider's quota, for a limiter that is a share of it.
    public var quota: Rate?

    /// Creates a plan.
    public init(size: PoolSize, streams: StreamLimits, policy: Policy, quota: Rate? = nil) {
      self.size = size
      self.streams = streams
      self.policy = policy
      self.quota = quota
    }
  }

  /// Creates a lane without connections; its pool has to be started.
  public init(_ plan: Plan, at now: Instant) {
    let policy = plan.policy
    pool = StreamPool(size: plan.size, limits: plan.streams, policy: policy.connect)
    breaker = Breaker(policy.breaker?.configuration ?? Breaker.Configuration(), at: now)
    connectionBreakers = []
    watched = []
    switch policy.breaker?.scope {
    case .none: watch = .nothing
    case .some(.server): watch = .server
    case .some(.connection): watch = .connection
    case .some(.region), .some(.fleet): watch = .shared
    }
    bulkhead = policy.bulkhead ?? .max
    limiter = Self.limiter(policy.rate, quota: plan.quota, at: now)
    budgets = .init(repeating: RetryBudget(policy.budget ?? .unlimited, at: now))
    throttle = policy.throttle.map { AdaptiveThrottle($0, at: now) }
    limit = policy.limit.map { ConcurrencyLimit($0, at: now) }
    ladder = PressureLadder(policy.pressure ?? PressureLadder.Configuration(), at: now)
    ceiling = min(bulkhead, limit?.limit ?? .max)
    var features: Features = []
    if limiter != nil { features.insert(.limiter) }
    if policy.budget != nil { features.insert(.budget) }
    if throttle != nil { features.insert(.throttle) }
    if limit != nil { features.insert(.limit) }
    if policy.pressure != nil { features.insert(.pressure) }
    hedging = policy.hedge.map { Hedging($0) }
    if hedging != nil { features.insert(.hedge) }
    self.features = features
  }

  private static func limiter(
    _ slot: Policy.RateSlot?,
    quota: Rate?,
    at now: Instant
  ) -> RateLimiter? {
    guard let slot else { return nil }
    let rate: Rate
    switch slot.limit {
    case .rate(let own): rate = own
    case .shareOfQuota(let share):
      guard let quota else { return nil }
      rate = quota * share.value
    }
    return RateLimiter(
      .even(rate, share: .all, reserve: slot.reserve, ramp: slot.ramp),
      at: now
    )
  }

  /// The measures under pressure, when the policy has some.
  public var pressure: PressureLadder? { features.contains(.pressure) ? ladder : nil }

  /// Whether another call could start now, breakers and limiters aside.
  @inlinable
  public var hasRoom: Bool {
    pool.streamsFree > 0 && underWay < ceiling
  }
}
