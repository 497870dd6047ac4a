import GatewayCore
import Policies
import Testing
import TimeAndChance

extension DeliveryMachineTests {
  /// A million inputs under 500 random policies: after each of them the books are right.
  @Test
  func theBooksAreRightAfterEveryInput() {
    var inputs = 0
    var attempts = 0
    for seed in UInt64(1)...500 {
      var life = RandomLife(Seed(seed))
      for _ in 0..<2_100 where life.complaint == nil { life.step() }
      life.settle()
      inputs += life.inputs
      attempts += life.rig.machine.ledger.attempts
      #expect(life.complaint == nil, "seed \(seed) after \(life.inputs) inputs")
    }
    #expect(inputs >= 1_000_000 && attempts > 150_000, "\(inputs) inputs, \(attempts) attempts")
  }
}

/// A body that does whatever chance says, and keeps its own books.
struct RandomLife {
  enum State { case flying, waiting, parked, gone }

  var rig: Rig
  var dice: RandomStream
  var messages: [(delivery: Delivery, state: State, endings: Int)] = []
  var counts: [State: Int] = [:]
  var inputs = 0
  var complaint: String?
  private var open: [Int] = []

  init(_ seed: Seed) {
    dice = RandomStream(seed, "dice")
    let policy = Policy.random(using: &dice)
    let rule = FallbackRule(
      attempts: dice.happens(0.5) ? 1 + Int(dice.below(3)) : nil,
      elapsed: dice.happens(0.5) ? .milliseconds(Int64(dice.below(20_000))) : nil,
      whenBreakerOpen: dice.happens(0.5)
    )
    rig = Rig(
      policy,
      fallback: dice.happens(0.6) ? rule : nil,
      connections: 2,
      limits: .init(perConnection: 4, beforeProof: dice.happens(0.5) ? 1 : nil)
    )
  }

  mutating func step() {
    rig.now = rig.now.advanced(byNanoseconds: Int64(dice.below(1 << (10 + dice.below(24)))))
    let choice = dice.unit()
    if choice < 0.35 || open.isEmpty {
      arrive()
    } else {
      let place = Int(dice.below(UInt64(open.count)))
      visit(open[place])
    }
    if dice.happens(0.02) { trouble() }
    if dice.happens(0.05) {
      rig.machine.sense(queue: Int(dice.below(200)), towards: 0, at: rig.now)
      rig.machine.sense(cpu: dice.unit(), at: rig.now)
    }
    tend()
    check()
  }

  private mutating func arrive() {
    var delivery = rig.message(
      priority: UInt8(dice.below(4)),
      deadline: dice.happens(0.5)
        ? rig.now.advanced(byNanoseconds: Int64(dice.below(60_000_000_000))) : .distantFuture
    )
    delivery.owner = UInt32(messages.count)
    messages.append((delivery, .waiting, 0))
    open.append(messages.count - 1)
    offer(messages.count - 1, isNew: true)
  }

  private mutating func visit(_ index: Int) {
    switch messages[index].state {
    case .flying: answer(index, randomAnswer())
    case .waiting:
      if dice.happens(0.03) {
        inputs += 1
        rig.machine.forget(&messages[index].delivery, at: rig.now)
        leave(index)
      } else {
        offer(index, isNew: false)
      }
    case .parked:
      let old = messages[index].delivery
      messages[index].delivery = Delivery(
        trafficClass: 0,
        lane: old.lane,
        priority: old.priority,
        offered: old.offered,
        deadline: old.deadline,
        attempts: old.attempts,
        rung: old.rung,
        onFallback: old.isOnFallback
      )
      messages[index].delivery.owner = UInt32(index)
      offer(index, isNew: true)
    case .gone: complaint = "a message that is gone is still in the list"
    }
  }

  private mutating func offer(_ index: Int, isNew: Bool) {
    inputs += 1
    follow(index, rig.offer(&messages[index].delivery, isNew: isNew))
  }

  private mutating func answer(_ index: Int, _ answer: Answer) {
    inputs += 1
    follow(index, rig.answer(&messages[index].delivery, answer))
  }

  private mutating func follow(_ index: Int, _ step: Step) {
    switch step {
    case .send(let limit):
      if limit < rig.now { complaint = "a limit in the past" }
      messages[index].state = .flying
    case .wait: messages[index].state = .waiting
    case .delay(let until), .retry(let until):
      if until < rig.now { complaint = "a pause that ends in the past" }
      messages[index].state = .waiting
    case .park(let until):
      if until <= rig.now { complaint = "parked into the past" }
      messages[index].state = .parked
    case .end:
      messages[index].endings += 1
      leave(index)
    }
  }

  private mutating func leave(_ index: Int) {
    messages[index].state = .gone
    open.removeAll { $0 == index }
  }

  private mutating func randomAnswer() -> Answer {
    if dice.happens(0.5) { return .accepted }
    let answers: [Answer] = [
      Answer(status: 500), Answer(status: 429, retryAfterNanoseconds: 2_000_000_000),
      Answer(status: 400), Answer(status: 401), Answer(status: 403), Answer(status: 410),
      Answer(status: 420), Answer(status: 507), Answer(status: 509), Answer(.timeout),
      Answer(.refusedStream), Answer(.goAwayUnprocessed), Answer(.connectionLost),
      Answer(status: 201),
    ]
    return answers[Int(dice.below(UInt64(answers.count)))]
  }

  /// Connections are lost, say goodbye or change their cap.
  private mutating func trouble() {
    let lane = Int(dice.below(2))
    let places = rig.machine.lanes[lane].pool.places
    guard places > 0 else { return }
    let place = Int(dice.below(UInt64(places)))
    guard let connection = rig.machine.lanes[lane].pool.connection(inPlace: place) else { return }
    switch dice.below(3) {
    case 0:
      rig.machine.lanes[lane].pool
        .connectionLost(connection, at: rig.now, using: &rig.chance)
    case 1:
      rig.machine.lanes[lane].pool
        .goAway(
          connection,
          lastStreamID: UInt32(dice.below(40)),
          at: rig.now,
          using: &rig.chance
        )
    default:
      rig.machine.lanes[lane].pool.settings(cap: Int(dice.below(9)), on: connection)
    }
  }

  /// Does what the pools want, until they want no more.
  private mutating func tend() {
    for lane in 0..<2 {
      while let effect = rig.machine.lanes[lane].pool.takeEffect() {
        switch effect {
        case .open(let connection, _):
          if dice.happens(0.9) {
            rig.machine.lanes[lane].pool.opened(connection, at: rig.now)
          } else {
            rig.machine.lanes[lane].pool
              .failedToOpen(connection, at: rig.now, using: &rig.chance)
          }
        case .ping(let connection):
          rig.machine.lanes[lane].pool.pong(connection, at: rig.now)
        case .ended(_, let owner, let fate):
          answer(
            Int(owner),
            Answer(fate == .neverProcessed ? .goAwayUnprocessed : .connectionLost)
          )
        case .close: break
        }
      }
    }
    while rig.machine.takeNotice() != nil {}
  }

  private mutating func check() {
    let flying = open.count { messages[$0].state == .flying }
    let waiting = open.count { messages[$0].state == .waiting }
    let ledger = rig.machine.ledger
    let lent = rig.machine.lanes.reduce(0) { $0 + $1.pool.streamsInUse }
    let underWay = rig.machine.lanes.reduce(0) { $0 + $1.underWay }
    if !ledger.addsUp { complaint = "the ledger does not add up: \(ledger)" }
    if ledger.inFlight != flying || ledger.waiting != waiting {
      complaint = "the ledger says \(ledger), the body \(flying) in flight, \(waiting) waiting"
    }
    if lent != flying { complaint = "\(lent) streams lent, \(flying) messages in flight" }
    if underWay != flying { complaint = "\(underWay) under way, \(flying) in flight" }
    if open.count > 60 { thin() }
  }

  /// Answers some, so that the crowd stays small.
  private mutating func thin() {
    for index in open.prefix(30) where messages[index].state != .flying {
      if messages[index].state == .waiting {
        inputs += 1
        rig.machine.forget(&messages[index].delivery, at: rig.now)
      }
      leave(index)
    }
  }

  /// Answers all who are in flight, whatever follows, until nobody is.
  mutating func settle() {
    var rounds = 0
    while complaint == nil, let index = open.first(where: { messages[$0].state == .flying }) {
      answer(index, .accepted)
      tend()
      rounds += 1
      if rounds > 10_000 { complaint = "never comes to rest" }
    }
    check()
    let machine = rig.machine
    if machine.ledger.inFlight != 0 || machine.lanes.contains(where: { $0.underWay != 0 }) {
      complaint = complaint ?? "something is in flight after all were answered"
    }
    if machine.lanes.contains(where: { $0.breaker.outstanding != 0 }) {
      complaint = complaint ?? "a permit was never handed back"
    }
    if messages.contains(where: { $0.endings > 1 }) { complaint = "a message ended twice" }
    let ended = messages.reduce(0) { $0 + $1.endings }
    if ended != machine.ledger.ended { complaint = "\(ended) endings, \(machine.ledger)" }
  }
}

extension Policy {
  /// A policy with any slots.
  static func random(using dice: inout RandomStream) -> Policy {
    var policy = Policy.plain
    policy.timeout = dice.happens(0.8) ? .seconds(1 + Int(dice.below(30))) : nil
    policy.retry.attempts = 1 + Int(dice.below(4))
    policy.retry.respectsDeadline = dice.happens(0.5)
    policy.retry.then = RetrySlot.Last.allCases[Int(dice.below(3))]
    if dice.happens(0.5) {
      policy.retry.pauses = .exponential(base: .seconds(1), cap: .seconds(60), jitter: .full)
    }
    let budgets: [RetryBudget.Rule?] = [
      nil, .recommended, .gRPC(tokens: 10, ratio: 0.1),
      .leaky(ratio: 0.1, reserve: Rate(perSecond: 1), over: .seconds(10)),
    ]
    policy.budget = budgets[Int(dice.below(4))]
    if dice.happens(0.7) { policy.breaker = .random(using: &dice) }
    if dice.happens(0.3) { policy.bulkhead = 1 + Int(dice.below(6)) }
    if dice.happens(0.3) { policy.throttle = .sre }
    if dice.happens(0.3) { policy.rate = .init(limit: .rate(Rate(perSecond: 50))) }
    if dice.happens(0.3) { policy.limit = .fixed(1 + Int(dice.below(8))) }
    if dice.happens(0.4) {
      var ladder = PressureLadder.Configuration()
      ladder.errorRate = .init(above: 0.3)
      ladder.queue = .init(above: 100)
      ladder.minimumResults = 3
      ladder.dwell = .milliseconds(Int64(dice.below(3_000)))
      ladder.isDryRun = dice.happens(0.2)
      policy.pressure = ladder
    }
    let fallbacks: [FallbackSlot] = [.off, .ofClass, .ofClass, .stale(hit: .percent(50))]
    policy.fallback = fallbacks[Int(dice.below(4))]
    if dice.happens(0.5) { policy.connect = .naive }
    return policy
  }
}

extension Policy.BreakerSlot {
  fileprivate static func random(using dice: inout RandomStream) -> Policy.BreakerSlot {
    var breaker = Breaker.Configuration()
    breaker.minimumCalls = 1 + Int(dice.below(10))
    breaker.failureRate = .percent(Double(10 + dice.below(80)))
    breaker.inFlightAge = dice.happens(0.5) ? .seconds(3) : nil
    breaker.coolDown = .init(constant: .milliseconds(Int64(dice.below(20_000)) + 1))
    breaker.probes.count = 1 + Int(dice.below(5))
    breaker.probes.rule = .successes(1)
    breaker.probes.lease = .seconds(5)
    breaker.ramp = dice.happens(0.5) ? .init(span: .seconds(5)) : nil
    breaker.isDryRun = dice.happens(0.1)
    return .init(
      scope: Scope.allCases[Int(dice.below(4))],
      configuration: breaker,
      whenOpen: WhenOpen.allCases[Int(dice.below(4))]
    )
  }
}
