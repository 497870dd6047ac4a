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
    let lane = Int(delivery.lane)
    if lanes[lane].features.contains(.pressure),
      let step = press(&delivery, index, sharing: &shared, at: now, using: &chance)
    {
      return step
    }
    guard lanes[lane].hasRoom, ledger.inFlight < mostInFlight else {
      return full(&delivery, index, sharing: &shared, at: now, using: &chance)
    }
    if let refusal = askBreaker(&delivery, sharing: &shared, at: now, using: &chance) {
      return refused(
        until: refusal.retryAt,
        &delivery,
        index,
        sharing: &shared,
        at: now,
        using: &chance
      )
    }
    if let step = throttled(&delivery, index, sharing: &shared, at: now, using: &chance) {
      return step
    }
    guard let lease = lanes[lane].pool.lend(for: delivery.owner, at: now, using: &chance) else {
      settleBreaker(&delivery, .abandoned, sharing: &shared, at: now, using: &chance)
      return wait(&delivery)
    }
    delivery.lease = lease
    if lanes[lane].watch == .connection,
      let refusal = askConnection(&delivery, at: now, using: &chance)
    {
      lanes[lane].pool.giveBack(lease, .cancelled, at: now)
      return refused(
        until: refusal.retryAt,
        &delivery,
        index,
        sharing: &shared,
        at: now,
        using: &chance
      )
    }
    return begin(&delivery, index, at: now)
  }

  /// Starts an attempt on the stream that was lent.
  @inline(__always)
  private mutating func begin(_ delivery: inout Delivery, _ index: Int, at now: Instant) -> Step {
    let lane = Int(delivery.lane)
    if lanes[lane].features.contains(.budget), delivery.attemptsHere == 0 {
      lanes[lane].budgets[Int(delivery.priority & 3)].requested(at: now)
    }
    delivery.attempts &+= 1
    if delivery.attemptsHere < .max { delivery.attemptsHere &+= 1 }
    delivery.started = now
    delivery.flags.insert(.inFlight)
    delivery.flags.remove(.parked)
    lanes[lane].underWay &+= 1
    ledger.inFlight &+= 1
    ledger.attempts &+= 1
    return .send(timeoutAt: limit(delivery, index))
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
    let phase = lanes[lane].phase(shared, lane)
    guard phase == .open || phase == .forcedOpen else { return wait(&delivery) }
    if let refusal = askBreaker(&delivery, sharing: &shared, at: now, using: &chance) {
      return refused(
        until: refusal.retryAt,
        &delivery,
        index,
        sharing: &shared,
        at: now,
        using: &chance
      )
    }
    settleBreaker(&delivery, .abandoned, sharing: &shared, at: now, using: &chance)
    return wait(&delivery)
  }

  /// Adaptive throttle and client-side limiter.
  @inline(__always)
  private mutating func throttled(
    _ delivery: inout Delivery,
    _ index: Int,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step? {
    let lane = Int(delivery.lane)
    let features = lanes[lane].features
    if features.isDisjoint(with: [.throttle, .limiter]) { return nil }
    if features.contains(.throttle),
      lanes[lane].throttle?.admits(at: now, using: &chance) == false
    {
      settleBreaker(&delivery, .abandoned, sharing: &shared, at: now, using: &chance)
      return rules[index].then == .park
        ? last(&delivery, index, at: now, using: &chance) : end(.rejected)
    }
    guard features.contains(.limiter) else { return nil }
    let decision = lanes[lane].limiter?.ask(privileged: delivery.priority == 0, at: now)
    guard case .wait(let until) = decision else { return nil }
    settleBreaker(&delivery, .abandoned, sharing: &shared, at: now, using: &chance)
    ledger.waiting &+= 1
    return .delay(until: until)
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
