import GatewayCore
import Policies
import TimeAndChance

/// One server between two providers, with everything that a test has to hand in.
struct Rig {
  var machine: DeliveryMachine
  var shared: SharedState
  var chance = RandomStream(Seed(1))
  var now: Instant

  init(
    _ policy: Policy,
    fallback: FallbackRule? = nil,
    connections: Int = 1,
    limits: StreamLimits = .init(perConnection: 8),
    at now: Instant = .zero
  ) {
    self.now = now
    let plan = Lane.Plan(size: .init(fixed: connections), streams: limits, policy: policy)
    machine = DeliveryMachine(
      classes: [
        .init(
          policies: [policy, policy],
          fallback: fallback.map { FallbackRoute(lane: 1, rule: $0) }
        )
      ],
      lanes: [plan, plan],
      at: now
    )
    let slot = policy.breaker
    let breaker = slot.map { Breaker($0.configuration, at: now) }
    shared = SharedState(breakers: [breaker, breaker])
    for lane in 0..<2 {
      machine.lanes[lane].pool.start(at: now)
      machine.lanes[lane].pool.advance(to: now, using: &chance)
    }
    connect()
  }

  /// Opens what the pools want opened.
  mutating func connect() {
    for lane in 0..<2 {
      while let effect = machine.lanes[lane].pool.takeEffect() {
        if case .open(let connection, _) = effect {
          machine.lanes[lane].pool.opened(connection, at: now)
        }
      }
    }
  }

  func message(priority: UInt8 = 1, deadline: Instant = .distantFuture) -> Delivery {
    Delivery(trafficClass: 0, lane: 0, priority: priority, offered: now, deadline: deadline)
  }

  mutating func offer(_ delivery: inout Delivery, isNew: Bool = true) -> Step {
    machine.offer(&delivery, isNew: isNew, sharing: &shared, at: now, using: &chance)
  }

  mutating func answer(_ delivery: inout Delivery, _ answer: Answer) -> Step {
    machine.answered(&delivery, answer, sharing: &shared, at: now, using: &chance)
  }

  mutating func pass(_ span: Duration) {
    now = now.advanced(by: span)
  }

  mutating func notices() -> [Notice] {
    var taken: [Notice] = []
    while let notice = machine.takeNotice() { taken.append(notice) }
    return taken
  }
}

func at(_ seconds: Double) -> Instant {
  Instant.zero.advanced(by: Duration(inSeconds: seconds))
}

extension Policy {
  /// Two attempts a second apart, then the ladder, without any chance.
  static var plain: Policy {
    var policy = Policy(named: "plain", classify: .sample)
    policy.timeout = .seconds(10)
    policy.fallback = .ofClass
    policy.retry.attempts = 2
    policy.retry.pauses = Backoff(.fixed(.seconds(1)))
    policy.retry.retryAfter = .floor(atMost: .seconds(3600), spread: .none)
    policy.retry.then = .park
    policy.retry.park = ParkingLadder(
      [.seconds(60), .seconds(300), .seconds(1500)],
      jitter: .none
    )
    return policy
  }

  static func plain(_ change: (inout Policy) -> Void) -> Policy {
    var policy = plain
    change(&policy)
    return policy
  }

  /// With a breaker that one failure opens, for `span`.
  static func breaking(
    _ whenOpen: BreakerSlot.WhenOpen,
    after failures: Int = 1,
    scope: BreakerSlot.Scope = .server,
    for span: Duration = .seconds(30)
  ) -> Policy {
    var breaker = Breaker.Configuration()
    breaker.window = .unbounded
    breaker.minimumCalls = 1
    breaker.consecutiveFailures = failures
    breaker.coolDown = .init(constant: span)
    breaker.probes.count = 1
    breaker.probes.rule = .successes(1)
    return .plain {
      $0.breaker = BreakerSlot(scope: scope, configuration: breaker, whenOpen: whenOpen)
    }
  }
}

extension ResponseTable {
  /// One row for each action.
  static let sample = ResponseTable(
    "sample",
    "one row for each action",
    otherwise: Verdict(.retry, .provider, .dead),
    rows: [
      row(.statusClass(2), Verdict(.done, .message, .success)),
      row(.status(400), Verdict(.drop, .message, .alive)),
      row(.status(401), Verdict(.dropAlert, .own, .alive)),
      row(.status(403), Verdict(.refreshCredential, .credential, .alive)),
      row(.status(410), Verdict(.prune, .device, .alive, flags: .guarded)),
      row(
        .status(420),
        Verdict(.backOffDevice, .device, .alive, floorNanoseconds: 10_000_000_000)
      ),
      row(.status(429), Verdict(.retry, .provider, .overload)),
      row(.status(507), Verdict(.park, .provider, .dead)),
      row(.status(509), Verdict(.failOver, .provider, .dead)),
      row(
        .transport(.timeout),
        Verdict(.retry, .message, .dead, flags: .outcomeUnknown)
      ),
      row(
        .transport(.connectionLost),
        Verdict(.retryOnNewConnection, .connection, .dead, flags: .outcomeUnknown)
      ),
      row(
        .transport(.goAwayUnprocessed),
        Verdict(.retryOnNewConnection, .connection, .none)
      ),
      row(.transport(.refusedStream), Verdict(.retry, .connection, .none)),
    ]
  )

  private static func row(_ key: Key, _ verdict: Verdict) -> Row {
    Row(key, verdict, .proposal, "test")
  }
}
