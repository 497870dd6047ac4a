import Policies
import TimeAndChance

extension Lane {
  /// Asks the breaker whose scope is the server, the region or the fleet.
  ///
  /// - Returns: When to ask again after a refusal, nil when the call may be made.
  @inline(__always)
  mutating func askBreaker(
    _ delivery: inout Delivery,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Instant? {
    switch watch {
    case .nothing, .connection: return nil
    case .server:
      return delivery.takePermit(from: breaker.acquire(at: now, using: &chance))
    case .shared:
      guard
        let admission = shared.breakers[Int(delivery.lane)]?.acquire(at: now, using: &chance)
      else { return nil }
      return delivery.takePermit(from: admission)
    }
  }

  /// Asks the breaker of the connection that a stream was lent on, and of the next one when that
  /// refuses: a connection whose breaker refuses is set aside until it may be asked again.
  ///
  /// - Returns: When the first of them may be asked, nil when the call may be made.
  @inline(never)
  mutating func askConnections(
    _ delivery: inout Delivery,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Instant? {
    var earliest = Instant.distantFuture
    while true {
      let lease = delivery.lease
      let place = Int(lease.connection)
      meetConnection(of: lease, at: now)
      let admission = connectionBreakers[place].acquire(at: now, using: &chance)
      guard let retryAt = delivery.takePermit(from: admission) else { return nil }
      earliest = min(earliest, retryAt)
      pool.giveBack(lease, .cancelled, at: now)
      // Never into the past, or it would be asked for ever.
      let until = max(retryAt, now.advanced(byNanoseconds: 1_000_000))
      guard pool.setAside(watched[place].connection, until: until),
        let next = pool.lend(for: delivery.owner, at: now, using: &chance)
      else { return earliest }
      delivery.lease = next
    }
  }

  /// Hands the permit back with what became of the call.
  @inline(__always)
  mutating func settleBreaker(
    _ delivery: inout Delivery,
    _ outcome: Breaker.Outcome,
    sharing shared: inout SharedState,
    telling notices: inout ContiguousArray<Notice>,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    guard delivery.flags.contains(.permitted) else { return }
    delivery.flags.remove(.permitted)
    let lane = Int(delivery.lane)
    let transition: Breaker.Transition?
    switch watch {
    case .nothing: return
    case .server:
      transition = breaker.finish(delivery.permit, outcome, at: now, using: &chance)
    case .shared:
      transition =
        shared.breakers[lane]?.finish(delivery.permit, outcome, at: now, using: &chance) ?? nil
    case .connection:
      guard stillWatches(delivery.lease) else { return }
      let place = Int(delivery.lease.connection)
      transition = connectionBreakers[place]
        .finish(delivery.permit, outcome, at: now, using: &chance)
      if transition != nil, connectionBreakers[place].phase != .open {
        pool.bringBack(watched[place].connection, at: now)
      }
    }
    if let moved = transition {
      notices.append(.breaker(lane: delivery.lane, moved))
    }
  }
}

extension Delivery {
  /// Keeps the permit that a breaker granted; returns when to ask again if it refused.
  @inline(__always)
  fileprivate mutating func takePermit(from admission: Breaker.Admission) -> Instant? {
    switch admission {
    case .granted(let granted):
      permit = granted
      flags.insert(.permitted)
      return nil
    case .refused(let refusal): return refusal.retryAt
    }
  }
}

extension DeliveryMachine {
  /// Hands a permit back with what became of the call.
  mutating func settleBreaker(
    _ delivery: inout Delivery,
    _ outcome: Breaker.Outcome,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    lanes[Int(delivery.lane)].settleBreaker(
      &delivery,
      outcome,
      sharing: &shared,
      telling: &notices,
      at: now,
      using: &chance
    )
  }

  /// What follows a refusal: no attempt and no rung is used up.
  @inline(never)
  mutating func refused(
    until retryAt: Instant,
    _ delivery: inout Delivery,
    _ index: Int,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    if let route = rules[index].fallback, route.whenBreakerOpen, !delivery.isOnFallback {
      return fallBack(to: route.lane, &delivery, sharing: &shared, at: now, using: &chance)
    }
    retryAfterNanoseconds = now.nanoseconds(to: retryAt)
    if let hit = rules[index].stale, chance.happens(hit) { return end(.stale) }
    switch rules[index].whenOpen {
    case .fail, .fallback: return end(.rejected)
    case .wait:
      ledger.waiting &+= 1
      return .delay(until: later(retryAt, now))
    case .park:
      let rung = min(Int(delivery.rung), max(0, rules[index].ladder.rungs.count - 1))
      let stay = rules[index].ladder.stayNanoseconds(onRung: rung, using: &chance) ?? 0
      let open = now.nanoseconds(to: retryAt)
      // Those whom the breaker's own time decides would all return in the same nanosecond.
      let spread = open > stay ? chance.nanoseconds(below: open / 5) : 0
      return park(&delivery, for: saturatingSum(max(stay, open), spread), at: now)
    }
  }

  /// A moment that lies in the future for certain, so that no body spins.
  func later(_ wish: Instant, _ now: Instant) -> Instant {
    max(wish, now.advanced(byNanoseconds: 1_000_000))
  }

  mutating func park(_ delivery: inout Delivery, for stay: Int64, at now: Instant) -> Step {
    var until = now.advanced(byNanoseconds: max(stay, 1_000_000))
    let index = rule(of: delivery)
    if let route = rules[index].fallback, !delivery.isOnFallback {
      let clock = delivery.offered.advanced(byNanoseconds: route.elapsed)
      until = min(until, later(clock, now))
    }
    delivery.flags.insert(.parked)
    ledger.parked &+= 1
    return .park(until: until)
  }
}

extension Lane {
  /// Makes sure that the breaker of a lease's place watches the connection that lives there now.
  mutating func meetConnection(of lease: StreamPool.Lease, at now: Instant) {
    let place = Int(lease.connection)
    let current = Watched(connection: pool.connection(of: lease), firstLease: lease.number)
    while connectionBreakers.count <= place {
      connectionBreakers.append(Breaker(breaker.configuration, at: now))
      watched.append(current)
    }
    guard watched[place].connection != current.connection else { return }
    connectionBreakers[place] = Breaker(breaker.configuration, at: now)
    watched[place] = current
  }

  /// Whether a lease began under the breaker that its place has now; numbers wrap around.
  func stillWatches(_ lease: StreamPool.Lease) -> Bool {
    let place = Int(lease.connection)
    return place < watched.count
      && Int32(bitPattern: lease.number &- watched[place].firstLease) >= 0
  }

  /// Returns when the first connection may be asked again, if all are set aside by their breakers.
  func allSetAside(at now: Instant) -> Instant? {
    guard watch == .connection, pool.streamsReady == 0, pool.connectionsSetAside > 0 else {
      return nil
    }
    var earliest: Instant?
    for breaker in connectionBreakers where breaker.phase == .open {
      if let end = breaker.phaseEnd, end > now { earliest = min(earliest ?? end, end) }
    }
    return earliest
  }
}
