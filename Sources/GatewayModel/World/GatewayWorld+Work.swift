import GatewayCore
import Policies
import Simulation
import TimeAndChance

/// What a request may wait for once it has its stream: a connection of its own, then a processor.
extension GatewayWorld {
  mutating func stage(
    _ handle: Slab<Message>.Handle,
    timeoutAt limit: Instant,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let server = Int(messages[handle.index].server)
    let lane = Int(messages[handle.index].delivery.lane)
    if servers[server].machine.lanes[lane].pool.policy.reuse == .perCall {
      awaitConnection(handle, timeoutAt: limit, at: now, on: &agenda)
    } else {
      work(handle, timeoutAt: limit, at: now, on: &agenda)
    }
  }

  /// Gives a request to the first of the server's cores that becomes free: first come, first served.
  mutating func work(
    _ handle: Slab<Message>.Handle,
    timeoutAt limit: Instant,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    guard let work = plan.fleet.server.work else {
      return transmit(handle, timeoutAt: limit, at: now, on: &agenda)
    }
    let server = Int(messages[handle.index].server)
    let span = work.perSend.wholeNanoseconds
    let ready = cores.take(server, span, at: now.nanoseconds)
    let isLate = ready >= limit.nanoseconds
    let event: WorldEvent.Kind = isLate ? .timeout : .worked
    agenda.schedule(
      WorldEvent(event, handle, attempt: messages[handle.index].delivery.attempts).bits,
      at: isLate ? max(limit, now) : Instant(nanoseconds: ready)
    )
  }

  /// A core has done its part: the request leaves the server.
  mutating func worked(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let server = Int(messages[handle.index].server)
    let limit = servers[server].machine.limit(of: messages[handle.index].delivery)
    transmit(handle, timeoutAt: limit, at: now, on: &agenda)
  }
}
