import GatewayCore
import Policies
import Simulation
import TimeAndChance

/// A connection for every call: the request is written once the connection is open.
extension GatewayWorld {
  /// Notes who waits for the connection that its lease brings along.
  mutating func awaitConnection(
    _ handle: Slab<Message>.Handle,
    timeoutAt limit: Instant,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let delivery = messages[handle.index].delivery
    let server = Int(messages[handle.index].server)
    peers.book[server, Int(delivery.lane), Int(delivery.lease.connection)].caller = handle
    guard limit < .distantFuture else { return }
    agenda.schedule(
      WorldEvent(.timeout, handle, attempt: delivery.attempts).bits,
      at: max(limit, now)
    )
  }

  /// Lets the one call of a connection begin.
  mutating func callOnOwnConnection(
    _ server: Int,
    _ lane: Int,
    _ connection: ConnectionID,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    guard let handle = peers.book[server, lane, Int(connection.index)].caller,
      messages.isLive(handle), messages[handle.index].state == .inFlight,
      Int(messages[handle.index].server) == server,
      Int(messages[handle.index].delivery.lane) == lane,
      messages[handle.index].delivery.lease.connection == connection.index,
      servers[server].machine.lanes[lane].pool.isConnected(messages[handle.index].delivery.lease)
    else { return }
    let limit = servers[server].machine.limit(of: messages[handle.index].delivery)
    work(handle, timeoutAt: limit, at: now, on: &agenda)
  }
}
