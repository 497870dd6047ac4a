import Policies
import TimeAndChance

/// What one message does at its lane.
///
/// All of it in one method each, because finding the lane again for every slot (an array that has to
/// be unique, an element of two kilobytes) cost a tenth of a whole run.
extension Lane {
  /// How far a message got on its way to a stream.
  enum Gate {
    /// It has a stream; its attempt has begun.
    case open
    /// A rung of the ladder stopped it.
    case pressed(PressureLadder.Action)
    /// No stream or no call is free.
    case full
    /// A breaker refused it.
    case refused(retryAt: Instant)
    /// The adaptive throttle refused it.
    case throttled
    /// The limiter has a place for it later.
    case limited(until: Instant)
    /// No connection takes it now.
    case noStream
  }

  /// Leads a message past ladder, breaker, throttle and limiter to a stream.
  @inline(__always)
  mutating func pass(
    _ delivery: inout Delivery,
    hasThreads: Bool,
    sharing shared: inout SharedState,
    telling notices: inout ContiguousArray<Notice>,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Gate {
    if features.contains(.pressure) {
      let action = ladder.admit(priority: delivery.priority, at: now, using: &chance)
      if ladder.hasSteps { tellSteps(of: delivery.lane, &notices) }
      switch action {
      case .proceed: break
      // Once: whoever has waited goes on, or a rung of 20 ms would hold it for ever.
      case .delay: if !delivery.flags.contains(.delayed) { return .pressed(action) }
      case .shed, .refuse: return .pressed(action)
      }
    }
    guard hasRoom, hasThreads else { return .full }
    if let retryAt = askBreaker(&delivery, sharing: &shared, at: now, using: &chance) {
      return .refused(retryAt: retryAt)
    }
    if !features.isDisjoint(with: [.throttle, .limiter]) {
      if features.contains(.throttle), throttle?.admits(at: now, using: &chance) == false {
        return .throttled
      }
      if features.contains(.limiter),
        case .wait(let until)? = limiter?.ask(privileged: delivery.priority == 0, at: now)
      {
        return .limited(until: until)
      }
    }
    guard let lease = pool.lend(for: delivery.owner, at: now, using: &chance) else {
      return .noStream
    }
    delivery.lease = lease
    if watch == .connection, let retryAt = askConnections(&delivery, at: now, using: &chance) {
      return .refused(retryAt: retryAt)
    }
    begin(&delivery, at: now)
    return .open
  }

  /// Starts an attempt on the stream that was lent.
  @inline(__always)
  private mutating func begin(_ delivery: inout Delivery, at now: Instant) {
    if features.contains(.budget), delivery.attemptsHere == 0,
      !delivery.flags.contains(.unprocessed)
    {
      budgets[Int(delivery.priority & 3)].requested(at: now)
    }
    delivery.attempts &+= 1
    if delivery.attemptsHere < .max { delivery.attemptsHere &+= 1 }
    if features.contains(.hedge) { hedging?.called() }
    delivery.started = now
    delivery.flags.insert(.inFlight)
    delivery.flags.remove(.parked)
    underWay &+= 1
  }

  /// Takes a plain success: the stream, the permit and what is learned from it.
  @inline(__always)
  mutating func succeed(
    _ delivery: inout Delivery,
    _ elapsed: Int64,
    sharing shared: inout SharedState,
    telling notices: inout ContiguousArray<Notice>,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    underWay &-= 1
    pool.giveBack(delivery.lease, .answered, at: now)
    settleBreaker(
      &delivery,
      .success(elapsed: elapsed),
      sharing: &shared,
      telling: &notices,
      at: now,
      using: &chance
    )
    learn(delivery, .success, elapsed, .success, telling: &notices, at: now, using: &chance)
  }

  /// Tells budget, throttle, limit and ladder what became of a call.
  @inline(__always)
  mutating func learn(
    _ delivery: Delivery,
    _ result: RetryBudget.Result,
    _ elapsed: Int64,
    _ evidence: Verdict.Evidence,
    telling notices: inout ContiguousArray<Notice>,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    if features.isEmpty { return }
    if features.contains(.hedge) { hedging?.learn(elapsed) }
    if features.contains(.budget) {
      budgets[Int(delivery.priority & 3)].finished(delivery.charge, result, at: now)
    }
    if features.contains(.throttle) {
      throttle?.answered(accepted: !evidence.countsAsFailure, at: now)
    }
    if features.contains(.limit) {
      limit?.sample(
        roundTrip: elapsed,
        inFlight: underWay &+ 1,
        dropped: evidence.countsAsFailure,
        at: now,
        using: &chance
      )
      ceiling = min(bulkhead, limit?.limit ?? .max)
    }
    if features.contains(.pressure), let felt = evidence.felt {
      ladder.observe(felt, elapsed: elapsed, at: now, using: &chance)
      if ladder.hasSteps { tellSteps(of: delivery.lane, &notices) }
    }
  }

  @inline(never)
  mutating func tellSteps(of lane: UInt8, _ notices: inout ContiguousArray<Notice>) {
    while let step = ladder.takeStep() { notices.append(.pressure(lane: lane, step)) }
  }
}

extension Verdict.Evidence {
  /// What the ladder is told; what speaks for neither side is not counted.
  @inline(__always)
  fileprivate var felt: PressureLadder.Result? {
    switch self {
    case .success, .alive: .good
    case .overload: .throttled
    case .dead: .failed
    case .none: nil
    }
  }
}
