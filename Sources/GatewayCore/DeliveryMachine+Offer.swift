import Policies
public import TimeAndChance

extension DeliveryMachine {
  /// Decides what to do with a message that arrives, or that has waited for this moment.
  ///
  /// - Parameters:
  ///   - delivery: The message's account.
  ///   - isNew: Whether this machine sees it for the first time (or again after the topic).
  ///   - shared: The state that this server shares with others.
  ///   - now: The present.
  ///   - chance: Jitter and sampling.
  /// - Returns: The message's next step.
  public mutating func offer(
    _ delivery: inout Delivery,
    isNew: Bool,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    if isNew { ledger.taken &+= 1 } else { ledger.waiting &-= 1 }
    if now >= delivery.deadline { return end(.expired) }
    let index = rule(of: delivery)
    if let route = rules[index].fallback, !delivery.isOnFallback,
      route.isDue(offered: delivery.offered, at: now)
    {
      return fallBack(to: route.lane, &delivery, sharing: &shared, at: now, using: &chance)
    }
    return admit(&delivery, index, sharing: &shared, at: now, using: &chance)
  }

  @inline(__always)
  mutating func admit(
    _ delivery: inout Delivery,
    _ index: Int,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    let gate = lanes[Int(delivery.lane)].pass(
      &delivery,
      hasThreads: ledger.inFlight < mostInFlight,
      sharing: &shared,
      telling: &notices,
      at: now,
      using: &chance
    )
    if case .open = gate {
      ledger.inFlight &+= 1
      ledger.attempts &+= 1
      return .send(timeoutAt: limit(delivery, index))
    }
    return stopped(at: gate, &delivery, index, sharing: &shared, at: now, using: &chance)
  }

  /// What follows when something stood in the way.
  @inline(never)
  private mutating func stopped(
    at gate: Lane.Gate,
    _ delivery: inout Delivery,
    _ index: Int,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    switch gate {
    case .open: preconditionFailure("an open gate stops nobody")
    case .pressed(let action):
      return press(action, &delivery, index, sharing: &shared, at: now, using: &chance)
    case .full: return full(&delivery, index, sharing: &shared, at: now, using: &chance)
    case .refused(let retryAt):
      return refused(until: retryAt, &delivery, index, sharing: &shared, at: now, using: &chance)
    case .throttled:
      settleBreaker(&delivery, .abandoned, sharing: &shared, at: now, using: &chance)
      return rules[index].then == .park
        ? last(&delivery, index, at: now, using: &chance) : end(.rejected)
    case .limited(let until):
      settleBreaker(&delivery, .abandoned, sharing: &shared, at: now, using: &chance)
      ledger.waiting &+= 1
      return .delay(until: until)
    case .noStream:
      settleBreaker(&delivery, .abandoned, sharing: &shared, at: now, using: &chance)
      return wait(&delivery)
    }
  }

  /// Returns when the attempt under way has taken too long: what `Step.send` said.
  public func limit(of delivery: Delivery) -> Instant {
    limit(delivery, rule(of: delivery))
  }

  @inline(__always)
  private func limit(_ delivery: Delivery, _ index: Int) -> Instant {
    let limit = delivery.started.advanced(byNanoseconds: rules[index].timeout)
    guard let route = rules[index].fallback, !delivery.isOnFallback else { return limit }
    return min(limit, delivery.offered.advanced(byNanoseconds: route.elapsed))
  }

  @inline(__always)
  mutating func wait(_ delivery: inout Delivery) -> Step {
    ledger.waiting &+= 1
    return .wait
  }

  @inline(__always)
  mutating func end(_ ending: Ending) -> Step {
    ledger.ended &+= 1
    return .end(ending)
  }

  /// No stream is free: an open breaker still speaks first, everybody else waits.
  private mutating func full(
    _ delivery: inout Delivery,
    _ index: Int,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    let lane = Int(delivery.lane)
    if now >= lanes[lane].pool.nextDeadline { lanes[lane].pool.advance(to: now, using: &chance) }
    lanes[lane].pool.demand(at: now)
    if let retryAt = lanes[lane].allSetAside(at: now) {
      return refused(until: retryAt, &delivery, index, sharing: &shared, at: now, using: &chance)
    }
    let phase = lanes[lane].phase(shared, lane)
    guard phase == .open || phase == .forcedOpen else { return wait(&delivery) }
    let retryAt = lanes[lane].askBreaker(&delivery, sharing: &shared, at: now, using: &chance)
    if let retryAt {
      return refused(until: retryAt, &delivery, index, sharing: &shared, at: now, using: &chance)
    }
    settleBreaker(&delivery, .abandoned, sharing: &shared, at: now, using: &chance)
    return wait(&delivery)
  }
}

extension Lane {
  /// Where the breaker stands that this lane asks; nil without one.
  func phase(_ shared: SharedState, _ lane: Int) -> Breaker.Phase? {
    switch watch {
    case .nothing, .connection: nil
    case .server: breaker.phase
    case .shared: shared.breakers[lane]?.phase
    }
  }
}
