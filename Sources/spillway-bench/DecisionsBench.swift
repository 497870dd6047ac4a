import GatewayCore
import NamedPolicies
import Policies
import Providers
import TimeAndChance

/// P3: what each decision costs by itself, and a whole delivery through the machine.
///
/// One server's share of the planet's peak: 5,800 messages a second, round trips of 75 ms.
struct DecisionsBench {
  let options: Options
  let report: Report
  private let operations: Int
  /// 5,800 messages a second.
  private static let gap: Int64 = 172_414

  init(_ options: Options, _ report: Report) {
    self.options = options
    self.report = report
    operations = options.size(8_000_000)
  }

  func run() {
    let policy = NamedPolicy.named("recommended")?.policy(for: Provider.apns)
    guard let policy, let slot = policy.breaker else { return }
    breaker(slot.configuration)
    classify(policy.classify)
    backOff(policy.retry.pauses)
    stream(policy.connect)
    delivery(policy)
  }

  private func breaker(_ configuration: Breaker.Configuration) {
    var breaker = Breaker(configuration, at: .zero)
    var chance = RandomStream(Seed(1))
    var now = Instant.zero
    // Answers come 435 calls later, as they do at 5,800 a second and 75 ms.
    var permits = ContiguousArray<Breaker.Permit>(repeating: .bystander, count: 435)
    var place = 0
    measure("breaker: acquire and finish", atMost: 15) { operations in
      for _ in 0..<operations {
        now = now.advanced(byNanoseconds: Self.gap)
        let outcome = Breaker.Outcome.success(elapsed: 75_000_000)
        _ = breaker.finish(permits[place], outcome, at: now, using: &chance)
        if case .granted(let permit) = breaker.acquire(at: now, using: &chance) {
          permits[place] = permit
        }
        place = place == 434 ? 0 : place + 1
      }
    }
  }

  private func classify(_ table: ResponseTable) {
    let classifier = Classifier(table)
    // As in a bad minute: nine good answers in ten, then everything else.
    var answers = ContiguousArray<Answer>(repeating: Answer(status: 200), count: 1024)
    var chance = RandomStream(Seed(2))
    let others: [Answer] = [
      Answer(.unregistered), Answer(.badDeviceToken), Answer(.serviceUnavailable),
      Answer(.tooManyRequests), Answer(.timeout), Answer(status: 500),
    ]
    for index in answers.indices where chance.unit() < 0.1 {
      answers[index] = others[Int(chance.below(UInt64(others.count)))]
    }
    measure("classify", atMost: 3) { operations in
      var sum = 0
      for index in 0..<operations {
        sum &+= Int(classifier.verdict(for: answers[index & 1023]).action.rawValue)
      }
      Floors.keep(sum)
    }
  }

  private func backOff(_ pauses: Backoff) {
    var chance = RandomStream(Seed(3))
    measure("backoff: exponential, full jitter", atMost: 6) { operations in
      var sum: Int64 = 0
      for index in 0..<operations {
        sum &+= pauses.pauseNanoseconds(afterAttempt: index & 7 &+ 1, using: &chance)
      }
      Floors.keep(sum)
    }
  }

  private func stream(_ policy: ConnectionPolicy) {
    var chance = RandomStream(Seed(4))
    var pool = StreamPool(
      size: .init(fixed: 8),
      limits: .init(perConnection: 1_000),
      policy: policy
    )
    var now = Instant.zero
    pool.start(at: now)
    var leases = ContiguousArray<StreamPool.Lease>()
    var place = 0
    measure("stream: lend and return", atMost: 15) { operations in
      for _ in 0..<operations {
        now = now.advanced(byNanoseconds: Self.gap)
        Self.tend(&pool, at: now)
        if leases.count < 435 {
          if let lease = pool.lend(at: now, using: &chance) { leases.append(lease) }
          continue
        }
        pool.giveBack(leases[place], .answered, at: now)
        if let lease = pool.lend(at: now, using: &chance) { leases[place] = lease }
        place = place == 434 ? 0 : place + 1
      }
    }
  }

  private func delivery(_ policy: Policy) {
    var server = BusyServer(policy)
    measure("delivery: offer, send, answer, end", atMost: 60) { operations in
      server.deliver(operations, every: Self.gap)
    }
    precondition(server.machine.ledger.addsUp, "the ledger of the machine adds up")
  }

  /// Opens what the pool wants opened, answers its pings.
  static func tend(_ pool: inout StreamPool, at now: Instant) {
    guard pool.hasEffects else { return }
    while let effect = pool.takeEffect() {
      switch effect {
      case .open(let connection, _): pool.opened(connection, at: now)
      case .ping(let connection): pool.pong(connection, at: now)
      case .close, .ended: break
      }
    }
  }

  private func measure(_ job: String, atMost limit: Double, _ work: (Int) -> Void) {
    work(operations / 4)
    let before = Floors.allocations
    work(operations)
    let allocations = Floors.allocations - before
    let sample = Sample(rounds: options.rounds, operations: operations) { work(operations) }
    report.add(
      Row(
        id: "P3",
        job: job,
        value: sample.median,
        spread: sample.least...sample.most,
        target: .atMost(limit)
      )
    )
    report.add(
      Row(
        id: "P3",
        job: job + ", allocations",
        unit: "calls",
        value: Double(allocations),
        target: .exactly(0)
      )
    )
  }
}

/// One server with eight connections and 435 messages in flight.
struct BusyServer: ~Copyable {
  var machine: DeliveryMachine
  private var shared = SharedState(breakers: [nil])
  private var chance = RandomStream(Seed(5))
  private var inFlight: ContiguousArray<Delivery> = []
  private var place = 0
  private var now = Instant.zero

  init(_ policy: Policy) {
    let plan = Lane.Plan(
      size: .init(fixed: 8),
      streams: .init(perConnection: 1_000),
      policy: policy,
      quota: Rate(perSecond: 10_000)
    )
    machine = DeliveryMachine(
      classes: [.init(policies: [policy])],
      lanes: [plan],
      at: now
    )
    machine.lanes[0].pool.start(at: now)
    DecisionsBench.tend(&machine.lanes[0].pool, at: now)
    // The limiter ramps up for a minute.
    for _ in 0..<120 {
      now = now.advanced(by: .seconds(1))
      machine.lanes[0].pool.advance(to: now, using: &chance)
      DecisionsBench.tend(&machine.lanes[0].pool, at: now)
    }
  }

  mutating func deliver(_ messages: Int, every gap: Int64) {
    for _ in 0..<messages {
      now = now.advanced(byNanoseconds: gap)
      DecisionsBench.tend(&machine.lanes[0].pool, at: now)
      if inFlight.count == 435 {
        let step = machine.answered(
          &inFlight[place],
          Answer(status: 200),
          sharing: &shared,
          at: now,
          using: &chance
        )
        precondition(step == .end(.accepted), "a good answer ends a delivery")
      }
      var delivery = Delivery(trafficClass: 0, lane: 0, priority: 1, offered: now)
      let step = machine.offer(
        &delivery,
        isNew: true,
        sharing: &shared,
        at: now,
        using: &chance
      )
      guard case .send = step else { preconditionFailure("a healthy server sends, got \(step)") }
      if inFlight.count < 435 {
        inFlight.append(delivery)
      } else {
        inFlight[place] = delivery
        place = place == 434 ? 0 : place + 1
      }
    }
  }
}
