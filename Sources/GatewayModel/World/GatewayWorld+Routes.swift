import GatewayCore
import Policies
import Simulation
import Statistics
import TimeAndChance

extension GatewayWorld {
  mutating func beginRoutes(on agenda: inout Agenda) {
    for route in routes.health.indices { scheduleRoute(route, at: .zero, on: &agenda) }
  }

  /// A probe is due, has ended, or a route's time has come.
  mutating func attendRoute(_ event: WorldEvent, at now: Instant, on agenda: inout Agenda) {
    let route = Int(event.index)
    if event.generation > 0 {
      let side: RouteHealth.Side = event.generation & 2 == 0 ? .primary : .secondary
      note(routes.health[route].probed(side, isGood: event.generation & 4 != 0, at: now), route)
      return
    }
    note(routes.health[route].advance(to: now), route)
    if routes.health[route].takeProbe(at: now) {
      probe(route, .primary, at: now, on: &agenda)
      probe(route, .secondary, at: now, on: &agenda)
    }
    scheduleRoute(route, at: now, on: &agenda)
  }

  /// A call beside the messages, which waits no longer than until the next one.
  private mutating func probe(
    _ route: Int,
    _ side: RouteHealth.Side,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    guard case .active(let every, _, _) = routes.health[route].watch else { return }
    let lane = routes.lane(of: side, on: route)
    routes.probes += 1
    let key = MessageID(trafficClass: .max, home: UInt8(lane), sequence: routes.probes).bits
    let work = providers[lane].prospect(of: key, attempt: 1, at: now.nanoseconds)
    let wait = providers[lane].desk.map { desk in
      Double(desk.queued) * providers[lane].plan.roundTrip.mean / Double(max(1, desk.slots))
    }
    let takes = saturatingSum(work.work + work.travel, nanosecondsRounded((wait ?? 0) * 1e9))
    let limit = every.wholeNanoseconds
    let reply = providers[lane]
      .answer(to: key, attempt: 1, fate: work.fate, at: now.nanoseconds)
    let isGood = takes < limit && reply.isSuccess
    let result: UInt32 = 1 | (side == .secondary ? 2 : 0) | (isGood ? 4 : 0)
    agenda.schedule(
      WorldEvent(.health, UInt32(route), generation: result).bits,
      at: now.advanced(byNanoseconds: reply.isSilent ? limit : min(takes, limit))
    )
  }

  /// Calls speak for the side that they went to.
  mutating func hearRoute(
    _ lane: Int,
    _ answer: Answer,
    at now: Instant
  ) {
    guard let route = routes.route(of: lane) else { return }
    let isGood = answer.transport == .none && answer.status < 500
    let side = routes.side(of: lane, on: route)
    note(routes.health[route].answered(side, isGood: isGood, at: now), route)
  }

  /// People are called when a fault hits a primary, and go home when it is over.
  mutating func alarmRoutes(_ lane: Int, begins: Bool, at now: Instant, on agenda: inout Agenda) {
    guard lane >= 0, let route = routes.route(of: lane),
      routes.side(of: lane, on: route) == .primary
    else { return }
    note(routes.health[route].alarm(begins, at: now), route)
    scheduleRoute(route, at: now, on: &agenda)
  }

  private func scheduleRoute(_ route: Int, at now: Instant, on agenda: inout Agenda) {
    let next = min(routes.health[route].nextProbe, routes.health[route].nextDeadline)
    guard next < .distantFuture, next.nanoseconds <= end else { return }
    agenda.schedule(WorldEvent(.health, UInt32(route)).bits, at: max(next, now))
  }

  private mutating func note(_ change: RouteHealth.Switch?, _ route: Int) {
    guard let change else { return }
    let name = plan.providers[routes.lane(of: change.to, on: route)].name
    recorder.events.append(
      WorldRecord(
        nanoseconds: change.at.nanoseconds,
        what: .failOver,
        server: -1,
        lane: routes.lane(of: .primary, on: route),
        fault: -1,
        from: change.to == .primary ? "secondary" : "primary",
        to: change.to == .primary ? "primary" : "secondary",
        reason: "route \(plan.routes[route].name) goes to \(name)"
      )
    )
  }
}
