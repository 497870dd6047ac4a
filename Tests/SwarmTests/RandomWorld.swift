import GatewayCore
import GatewayModel
import Policies
import Providers
import Statistics
import TimeAndChance

/// A world of random parts, the same for the same seed.
struct RandomWorld {
  private var dice: RandomStream
  private(set) var plan: WorldPlan

  init(seed: UInt64) throws {
    dice = RandomStream(Seed(seed), "random world")
    var dice = dice
    let providers = try (0..<Self.count(1, 3, &dice)).map { try Self.provider($0, &dice) }
    let classes = try (0..<Self.count(1, 3, &dice)).map {
      try Self.traffic($0, providers.count, &dice)
    }
    let fleet = Self.fleet(providers.count, &dice)
    plan = WorldPlan(
      duration: .seconds(Double(Self.count(5, 40, &dice))),
      classes: classes,
      providers: providers,
      fleet: fleet
    )
    plan.settle = dice.happens(0.5) ? .seconds(30) : .zero
    plan.warmUp = dice.happens(0.3) ? .seconds(1) : .zero
    for index in 0..<Self.count(0, 5, &dice) {
      plan.faults.append(try Self.fault(index, plan, &dice))
    }
    self.dice = dice
  }

  private static func count(_ least: Int, _ most: Int, _ dice: inout RandomStream) -> Int {
    least + Int(dice.below(UInt64(most - least + 1)))
  }

  private static func pick<Choice>(_ choices: [Choice], _ dice: inout RandomStream) -> Choice {
    choices[Int(dice.below(UInt64(choices.count)))]
  }

  private static func span(_ most: Double, _ dice: inout RandomStream) -> Duration {
    Duration(inSeconds: dice.uniform(from: 0.001, to: most))
  }

  private static func law(_ mean: Double, _ dice: inout RandomStream) throws -> Distribution {
    dice.happens(0.5) ? try .constant(mean) : try .exponential(mean: mean)
  }

  // MARK: Providers

  private static func provider(_ index: Int, _ dice: inout RandomStream) throws -> ProviderPlan {
    var plan = ProviderPlan(
      name: "provider \(index)",
      roundTrip: try law(pick([0.001, 0.05, 0.5], &dice), &dice),
      network: try .constant(pick([0, 0.02, 0.2], &dice))
    )
    plan.streams.perConnection = pick([1, 5, 100, 1500, nil], &dice)
    if dice.happens(0.3) { plan.streams.beforeAuthentication = 1 }
    if dice.happens(0.5) { plan.connect.takes = try law(0.2, &dice) }
    if dice.happens(0.3) {
      plan.connect.atMost = Rate(perSecond: dice.uniform(from: 0.2, to: 20))
    }
    plan.connect.hosts = count(1, 4, &dice)
    if dice.happens(0.3) { plan.closes.atAge = .seconds(count(2, 20, &dice)) }
    if dice.happens(0.3) { plan.closes.afterIdle = .seconds(count(1, 5, &dice)) }
    if dice.happens(0.3) { plan.closes.afterErrors = count(1, 20, &dice) }
    if dice.happens(0.5) { plan.closes.grace = pick([.zero, .milliseconds(50)], &dice) }
    if dice.happens(0.4) {
      plan.capacity = ProviderPlan.Capacity(
        concurrent: count(1, 60, &dice),
        queue: pick([nil, 0, 50], &dice),
        whenFull: dice.happens(0.5) ? .silence : .answer(Answer(status: 503)),
        loadHeader: dice.happens(0.5)
      )
      if dice.happens(0.5) { plan.streams.whenCongested = 1 }
    }
    if dice.happens(0.2) {
      plan.quota = ProviderPlan.Quota(
        limit: Double(count(10, 1000, &dice)),
        window: .seconds(5),
        refill: dice.happens(0.5) ? .toFull : .continuous,
        counts: .everything,
        retryAfter: .untilRefill
      )
    }
    if dice.happens(0.3) {
      var tokens = TokenPlan(registered: count(10, 1000, &dice))
      tokens.dead = 0.3
      tokens.returning = 0.2
      plan.tokens = tokens
      plan.preset = pick(["apns", "fcm", "fcm-legacy"], &dice)
    }
    if dice.happens(0.2) { plan.perDevice = Rate(perSecond: 1) }
    if dice.happens(0.2) {
      plan.delivery = .init(
        takes: try law(1, &dice),
        rate: Rate(perSecond: 50),
        queue: pick([nil, 10], &dice)
      )
    }
    plan.answers = try (0..<count(0, 2, &dice)).map { _ in try answer(&dice) }
    return plan
  }

  private static func answer(_ dice: inout RandomStream) throws -> AnswerShare {
    let isSilent = dice.happens(0.2)
    let status = pick([UInt16(400), 410, 429, 500, 503], &dice)
    let share = dice.uniform(from: 0, to: 0.4)
    return AnswerShare(
      key: isSilent ? "no-answer" : "\(status)",
      reply: isSilent ? .silence : .answer(Answer(status: status)),
      share: dice.happens(0.5)
        ? Profile(constant: share)
        : Profile([.init(time: .zero, value: 0), .init(time: .seconds(5), value: share)]),
      takes: dice.happens(0.3) ? try .constant(0.3) : nil,
      delivered: dice.happens(0.2)
    )
  }

  // MARK: Traffic and policies

  private static func traffic(
    _ index: Int,
    _ providers: Int,
    _ dice: inout RandomStream
  ) throws -> TrafficClass {
    let rate = Rate(perSecond: dice.uniform(from: 1, to: 150))
    let arrivals: Arrivals = pick(
      [
        .poisson(rate), .regular(rate), .bursts(every: .seconds(2), size: 100),
        .batches(rate * 0.1, size: 10),
        .mmpp([.init(rate: rate, stay: .seconds(3)), .init(rate: rate * 3, stay: .seconds(1))]),
      ],
      &dice
    )
    var policies: [Policy] = []
    for _ in 0..<providers { policies.append(policy(&dice)) }
    let home = count(0, providers - 1, &dice)
    var traffic = TrafficClass(
      name: "class \(index)",
      to: [.init(target: .provider(home), share: 1)],
      source: .arrivals(arrivals),
      policies: policies
    )
    try extra(&traffic, home, &dice)
    traffic.priority = UInt8(count(0, 3, &dice))
    if dice.happens(0.5) { traffic.deadline = span(20, &dice) }
    if dice.happens(0.2) { traffic.patience = try .exponential(mean: 2) }
    if providers > 1 && dice.happens(0.5) {
      traffic.fallback = FallbackPlan(
        provider: (home + 1) % providers,
        afterAttempts: pick([nil, 1, 2], &dice),
        afterElapsed: dice.happens(0.5) ? span(5, &dice) : nil,
        whenBreakerOpen: dice.happens(0.5)
      )
    }
    return traffic
  }

  /// Tenants, callers, copies, hot devices, a campaign or a topic.
  private static func extra(
    _ traffic: inout TrafficClass,
    _ home: Int,
    _ dice: inout RandomStream
  ) throws {
    if dice.happens(0.2) {
      traffic.tenants = TenantPlan(count: count(1, 9, &dice), skew: 1, slow: 1, slowFactor: 9)
    }
    if dice.happens(0.2) {
      var clients = ClientPlan(
        wait: try law(0.5, &dice),
        attempts: count(1, 3, &dice),
        pause: try law(0.2, &dice),
        honourRetryAfter: 0.5
      )
      clients.insists = dice.happens(0.3)
      // Who insists beside a call that insists as well doubles until something holds.
      clients.pausingAtMost = clients.insists ? 20 : pick([nil, 20], &dice)
      clients.hearsLateAnswers = dice.happens(0.7)
      traffic.clients = clients
    } else if dice.happens(0.2) {
      traffic.copies = count(2, 4, &dice)
    } else if dice.happens(0.2) {
      let by: Campaign.Release = pick(
        [.atOnce, .over(.seconds(3)), .topic(provider: home)],
        &dice
      )
      traffic.source = .campaign(Campaign(messages: 500, at: .seconds(1), by: by))
    }
    traffic.audience = pick(
      [.onceEach, .atRandom, .hot(tokens: 3, share: 0.5)],
      &dice
    )
    if dice.happens(0.2) { traffic.audienceSize = 100 }
  }

  private static func policy(_ dice: inout RandomStream) -> Policy {
    guard let table = ResponseTable.named("one-size") else {
      preconditionFailure("the table one-size ships")
    }
    var policy = Policy(named: "random", classify: table)
    if dice.happens(0.8) { policy.timeout = span(5, &dice) }
    policy.connect = connect(&dice)
    policy.retry.attempts = count(1, 4, &dice)
    if dice.happens(0.6) { policy.retry.pauses = Backoff(.fixed(span(1, &dice)), jitter: .full) }
    policy.retry.respectsDeadline = dice.happens(0.5)
    policy.retry.then = pick([.park, .deadLetter, .drop], &dice)
    if policy.retry.then == .park || dice.happens(0.3) {
      policy.retry.park = ParkingLadder([span(3, &dice), span(10, &dice)])
    }
    policy.retry.parkIn = dice.happens(0.3) ? .memory : .topic
    if dice.happens(0.5) {
      var configuration = Breaker.Configuration()
      configuration.window = .time(span: .seconds(5), buckets: 10)
      configuration.minimumCalls = 10
      configuration.failureRate = .percent(30)
      policy.breaker = Policy.BreakerSlot(
        scope: pick([.server, .connection, .region, .fleet], &dice),
        configuration: configuration,
        whenOpen: pick([.park, .fail, .fallback, .wait], &dice)
      )
    }
    if dice.happens(0.2) { policy.bulkhead = count(1, 20, &dice) }
    if dice.happens(0.5) { policy.fallback = .ofClass }
    if dice.happens(0.2) {
      policy.batch = .init(size: pick([2, 10, 100], &dice), linger: span(1, &dice))
    }
    if dice.happens(0.2) {
      policy.hedge = dice.happens(0.5) ? .after(span(1, &dice)) : .quantile(.percent(90))
    }
    if dice.happens(0.2) { policy.drain = .init(ramp: span(5, &dice), behind: 0) }
    if dice.happens(0.2) { policy.dedup = .seconds(60) }
    if dice.happens(0.2) { policy.pressure = pressure(&dice) }
    return policy
  }

  private static func pressure(_ dice: inout RandomStream) -> PressureLadder.Configuration {
    var ladder = PressureLadder.Configuration()
    ladder.queue = .init(above: Double(count(1, 100, &dice)))
    ladder.cpu = .init(above: 0.5)
    ladder.load = .init(above: 0.8)
    ladder.dwell = span(2, &dice)
    return ladder
  }

  private static func connect(_ dice: inout RandomStream) -> ConnectionPolicy {
    var connect = dice.happens(0.2) ? ConnectionPolicy.naive : ConnectionPolicy()
    if dice.happens(0.15) { connect.reuse = .perCall }
    connect.reconnect.address = dice.happens(0.5) ? .fresh : .cached
    if dice.happens(0.3) { connect.ping = nil }
    if dice.happens(0.3) { connect.silence = span(5, &dice) }
    if dice.happens(0.3) { connect.idleLimit = span(5, &dice) }
    if dice.happens(0.3) { connect.ageLimit = .seconds(count(2, 15, &dice)) }
    connect.notice = pick([.after(.zero), .after(.zero), .after(.seconds(1)), .never], &dice)
    if dice.happens(0.5) { connect.choice = .random }
    return connect
  }

  // MARK: Fleet

  private static func fleet(_ providers: Int, _ dice: inout RandomStream) -> FleetPlan {
    let regions = count(1, 3, &dice)
    var server = FleetPlan.Server(
      connections: (0..<providers).map { _ in
        let least = count(1, 2, &dice)
        let most = least + count(0, 2, &dice)
        return FleetPlan.Connections(minimum: least, maximum: most, growAt: 0.8)
      }
    )
    if dice.happens(0.3) { server.work = .init(perSend: span(0.01, &dice), cores: 2) }
    if dice.happens(0.2) {
      server.memory = .init(perMessage: 2048, perConnection: 65_536, limit: 1_048_576)
    }
    if dice.happens(0.2) { server.concurrency = .threads(count(1, 30, &dice)) }
    var queue = QueuePlan()
    queue.kind = pick([.shared, .shared, .perServer, .perTenant, .perClass], &dice)
    queue.order = pick([.fifo, .priority, .fair], &dice)
    queue.dispatch = pick(
      [.pull, .prefetch(20), .roundRobin, .random, .leastLoaded, .bestOf(2)],
      &dice
    )
    queue.limit = pick([nil, 0, 50, 1000], &dice)
    queue.visibilityTimeout = pick([nil, .seconds(2)], &dice)
    queue.deadLetterAfter = pick([nil, 1, 3], &dice)
    var fleet = FleetPlan(
      regions: (0..<regions).map {
        .init(name: "region \($0)", share: 1 / Double(regions), servers: count(1, 5, &dice))
      },
      server: server,
      queue: queue
    )
    fleet.start = dice.happens(0.5) ? .warm : .cold
    if dice.happens(0.5) { fleet.failOver = .init(after: span(5, &dice)) }
    if dice.happens(0.3) { fleet.sync = span(3, &dice) }
    fleet.placement = pick([.library, .library, .sidecar(hop: .milliseconds(1))], &dice)
    return fleet
  }

  // MARK: Faults

  private static func fault(
    _ index: Int,
    _ plan: WorldPlan,
    _ dice: inout RandomStream
  ) throws -> FaultPlan {
    let lane = count(0, plan.providers.count - 1, &dice)
    let region = count(0, plan.fleet.regions.count - 1, &dice)
    let share = dice.uniform(from: 0, to: 1)
    let among: FaultPlan.Among = pick([.calls, .connections, .hosts, .servers, .tokens], &dice)
    let isOfFleet = dice.happens(0.35)
    let act: FaultPlan.Act
    if isOfFleet {
      act = pick(
        [
          .lose(dice.happens(0.5) ? 1 : share), .crash(share: share, backAfter: span(10, &dice)),
          .deploy(wave: max(0.05, share), every: span(3, &dice), drain: span(2, &dice)),
          .policy(
            plan.classes.map { one in one.policies.map { _ in policy(&dice) } },
            over: span(5, &dice)
          ),
        ],
        &dice
      )
    } else {
      let profile = Profile([
        .init(time: .zero, value: share), .init(time: .seconds(3), value: share / 2),
      ])
      act = pick(
        [
          .answers([try answer(&dice)]), .latency(Profile(constant: 1 + 20 * share)),
          .streams(count(0, 200, &dice)), .close(share), .silent(share), .capacity(profile),
          .refuse(profile),
        ],
        &dice
      )
    }
    var fault = FaultPlan(
      name: "fault \(index)",
      at: span(plan.duration.inSeconds, &dice),
      length: dice.happens(0.7) ? span(15, &dice) : nil,
      ramp: dice.happens(0.2) ? .milliseconds(1) : .zero,
      hits: isOfFleet ? (dice.happens(0.5) ? .region(region) : .servers) : .provider(lane),
      act: act,
      among: among
    )
    fault.share = share
    return fault
  }
}
