import GatewayCore
import GatewayModel
import NamedPolicies
import Policies
import Providers
import Statistics
import TimeAndChance

/// The worlds that are measured, as values.
enum Worlds {
  /// Median 50 ms, 99th percentile 400 ms: 74.55 ms in the mean.
  static var roundTrip: Distribution {
    lognormal(median: 0.050, p99: 0.400)
  }

  /// The planet's peak: 580 K/s over 100 servers × 8 connections, `recommended`, and 40 % of FCM
  /// answering 503 from a third of the time on, for a fifth of it.
  static func peak(seconds: Double) -> WorldPlan {
    var apns = provider("apns", streams: 1_000)
    apns.preset = "apns"
    apns.streams.beforeAuthentication = 1
    var fcm = provider("fcm", streams: 500)
    fcm.preset = "fcm"
    fcm.quota = .init(
      limit: 30_000_000,
      window: .seconds(60),
      refill: .toFull,
      counts: .allButTooMany,
      retryAfter: .constant(.seconds(60))
    )
    var plan = WorldPlan(
      duration: .seconds(seconds),
      classes: [
        traffic("p0", priority: 0, rate: 29_000), traffic("rest", priority: 1, rate: 551_000),
      ],
      providers: [apns, fcm],
      fleet: fleet(servers: 100, connections: [8, 8])
    )
    let outage = AnswerShare(
      key: "503",
      reply: .answer(Answer(status: 503)),
      share: Profile(constant: 0.4)
    )
    plan.faults = [
      FaultPlan(
        name: "outage",
        at: .seconds(seconds / 3),
        length: .seconds(seconds / 5),
        hits: .provider(1),
        act: .answers([outage])
      )
    ]
    return plan
  }

  /// The job of every peer: 5,000/s on 500 slots, 40 % errors in the middle third, three immediate
  /// retries, with a breaker or without.
  static func gatewayJob(seconds: Double, withBreaker: Bool) -> WorldPlan {
    var policy = Policy(named: "job", classify: .oneSize)
    policy.retry.attempts = 4
    if withBreaker {
      var breaker = Breaker.Configuration()
      breaker.failureRate = .percent(25)
      breaker.coolDown = .init(constant: .seconds(30))
      breaker.probes.count = 20
      breaker.probes.rule = .successes(15)
      breaker.probes.lease = .seconds(60)
      breaker.semantics.halfOpensByTime = false
      policy.breaker = .init(scope: .server, configuration: breaker, whenOpen: .fail)
    }
    let traffic = TrafficClass(
      name: "all",
      to: [.init(target: .provider(0), share: 1)],
      source: .arrivals(.poisson(Rate(perSecond: 5_000))),
      policies: [policy]
    )
    var queue = QueuePlan()
    queue.limit = nil
    queue.order = .fifo
    var plan = WorldPlan(
      duration: .seconds(seconds),
      classes: [traffic],
      providers: [provider("open", streams: 500)],
      fleet: FleetPlan(
        regions: [.init(name: "all", share: 1, servers: 1)],
        server: .init(connections: [.init(1)]),
        queue: queue
      )
    )
    let errors = AnswerShare(
      key: "503",
      reply: .answer(Answer(status: 503)),
      share: Profile(constant: 0.4)
    )
    plan.faults = [
      FaultPlan(
        name: "errors",
        at: .seconds(seconds / 3),
        length: .seconds(seconds / 3),
        hits: .provider(0),
        act: .answers([errors])
      )
    ]
    return plan
  }

  /// A healthy fleet of a size, for cost and memory by size.
  static func steady(
    servers: Int,
    inFlight: Int,
    tenants: Int = 1,
    messages: Int,
    streams: Int = 100
  ) -> WorldPlan {
    let rate = Double(inFlight) / 0.07455
    var traffic = TrafficClass(
      name: "all",
      to: [.init(target: .provider(0), share: 1)],
      source: .arrivals(.poisson(Rate(perSecond: rate))),
      policies: [recommended(Provider.apns, 1)]
    )
    if tenants > 1 { traffic.tenants = TenantPlan(count: tenants, skew: 1) }
    var fleet = fleet(servers: servers, connections: [8])
    if tenants > 1 {
      fleet.queue.kind = .perTenant
      fleet.queue.order = .fair
      fleet.queue.dispatch = .pull
    }
    return WorldPlan(
      duration: .seconds(Double(messages) / rate),
      classes: [traffic],
      providers: [provider("apns", streams: streams)],
      fleet: fleet
    )
  }

  /// Everything is answered 503 and parked for an hour.
  static func parking(messages: Int) -> WorldPlan {
    var policy = Policy(named: "park", classify: .oneSize)
    policy.retry.then = .park
    policy.retry.park = ParkingLadder([.seconds(3_600)])
    var open = provider("open", streams: 1_000)
    open.answers = [
      AnswerShare(
        key: "503",
        reply: .answer(Answer(status: 503)),
        share: Profile(constant: 1)
      )
    ]
    let traffic = TrafficClass(
      name: "all",
      to: [.init(target: .provider(0), share: 1)],
      source: .arrivals(.poisson(Rate(perSecond: 100_000))),
      policies: [policy]
    )
    return WorldPlan(
      duration: .seconds(Double(messages) / 100_000),
      classes: [traffic],
      providers: [open],
      fleet: fleet(servers: 10, connections: [8])
    )
  }

  private static func traffic(_ name: String, priority: UInt8, rate: Double) -> TrafficClass {
    var traffic = TrafficClass(
      name: name,
      to: [
        .init(target: .provider(0), share: 0.55), .init(target: .provider(1), share: 0.45),
      ],
      source: .arrivals(.poisson(Rate(perSecond: rate))),
      policies: [recommended(Provider.apns, priority), recommended(Provider.fcm, priority)]
    )
    traffic.priority = priority
    return traffic
  }

  private static func fleet(servers: Int, connections: [Int]) -> FleetPlan {
    var queue = QueuePlan()
    queue.kind = .perServer
    queue.dispatch = .roundRobin
    return FleetPlan(
      regions: [.init(name: "all", share: 1, servers: servers)],
      server: .init(connections: connections.map { .init($0) }),
      queue: queue
    )
  }

  private static func provider(_ name: String, streams: Int) -> ProviderPlan {
    var plan = ProviderPlan(name: name, roundTrip: roundTrip, network: nothing)
    plan.streams.perConnection = streams
    return plan
  }

  private static func recommended(_ facts: ProviderFacts, _ priority: UInt8) -> Policy {
    guard let policy = NamedPolicy.named("recommended") else {
      preconditionFailure("a policy ships that is called `recommended`")
    }
    return policy.policy(for: facts, priority: priority)
  }

  private static var nothing: Distribution {
    do { return try .constant(0) } catch { preconditionFailure("0 s is a span, got \(error)") }
  }

  private static func lognormal(median: Double, p99: Double) -> Distribution {
    do {
      return try .lognormal(median: median, p99: p99)
    } catch {
      preconditionFailure("50 ms and 400 ms make a lognormal, got \(error)")
    }
  }
}

/// What a run of a world did, and what it cost.
struct Played {
  let nanoseconds: Double
  let allocations: UInt64
  let result: Measurements

  init(_ plan: WorldPlan, seed: UInt64) {
    let allocations = Floors.allocations
    let before = Floors.cpuNanoseconds
    result = WorldRun.measure(plan, seed: Seed(seed))
    nanoseconds = Floors.cpuNanoseconds - before
    self.allocations = Floors.allocations - allocations
  }

  var offered: Int { result.final.reduce(0) { $0 + $1.offered } }
  var attempts: Int { result.final.reduce(0) { $0 + $1.attempts } }
  var delivered: Int { result.final.reduce(0) { $0 + $1.accepted } }
  var rejected: Int { result.final.reduce(0) { $0 + $1.rejected } }
  var isWhole: Bool { result.lost.allSatisfy { $0 == 0 } && result.ledgersAddUp }
}
