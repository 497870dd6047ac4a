import GatewayCore
import Policies
import Simulation
import TimeAndChance

/// What a server can take beside streams: threads, memory, and connections that are not open yet.
extension GatewayWorld {
  /// Whether pushing to a server needs a second look.
  @inline(__always)
  var needsCare: Bool { downServers > 0 || limitsMemory }

  /// A server that is up: this one, or another of its region.
  func server(insteadOf server: Int) -> Int? {
    servers[server].isUp ? server : standIn(for: server)
  }

  /// Bytes of what a server holds.
  func memory(of server: Int) -> Int {
    guard let memory = plan.fleet.server.memory else { return 0 }
    let ledger = servers[server].machine.ledger
    var connections = 0
    for lane in 0..<lanes {
      connections += servers[server].machine.lanes[lane].pool.connectionsOpen
    }
    return (ledger.inFlight + ledger.waiting) * memory.perMessage
      + connections * memory.perConnection
  }

  /// Whether one more message fits into the memory of a server.
  func fits(_ server: Int) -> Bool {
    guard let memory = plan.fleet.server.memory else { return true }
    return self.memory(of: server) + memory.perMessage <= memory.limit
  }

  /// The line of a server alone.
  @inline(__always)
  func ownLine(of server: Int) -> Int { isPull ? regions.count + server : server }

  /// The line that a waiting message stands in.
  func line(of message: Message) -> Int {
    guard isPull else { return Int(message.server) }
    return prefetch > 0 && message.server != .max
      ? ownLine(of: Int(message.server)) : Int(message.region)
  }

  /// Whether a server takes messages before it has a stream for them, and has not had enough.
  @inline(__always)
  func holdsMore(_ server: Int) -> Bool {
    prefetch > 0 && lines.count(in: ownLine(of: server)) < prefetch
  }

  /// Those whom a server holds already come before those in the common line.
  mutating func serveOwn(_ server: Int, _ lane: UInt8, at now: Instant, on agenda: inout Agenda) {
    while servers[server].isUp, servers[server].machine.hasRoom(towards: lane),
      let handle = nextWaiting(scope: ownLine(of: server), lane: Int(lane))
    {
      recorder.queued[homeCell(of: handle)].fall(at: now.nanoseconds)
      messages[handle.index].state = .unassigned
      ask(handle, isNew: false, at: now, on: &agenda)
    }
  }

  /// Doubles the streams of connections that have no cap, before they run out of places.
  ///
  /// Places for all the streams that HTTP/2 could name would be half a megabyte a connection.
  @inline(__always)
  mutating func makeStreams(_ server: Int, _ lane: Int) {
    if servers[server].machine.lanes[lane].pool.streamsFree == 0 { doubleStreams(server, lane) }
  }

  private mutating func doubleStreams(_ server: Int, _ lane: Int) {
    for place in 0..<servers[server].machine.lanes[lane].pool.places {
      guard
        let connection = servers[server].machine.lanes[lane].pool.connection(inPlace: place)
      else { continue }
      let open = servers[server].machine.lanes[lane].pool.streamsInUse(onPlace: place)
      let cap = max(WorldPlan.streamsAtFirst, 2 * open)
      servers[server].machine.lanes[lane].pool.settings(cap: cap, on: connection)
    }
  }

  /// A call to one provider has ended: calls to the others may have waited for its thread or memory.
  mutating func serveOthers(
    _ server: Int,
    than lane: UInt8,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    for other in 0..<lanes where other != Int(lane) {
      serve(server, UInt8(other), at: now, on: &agenda)
    }
  }

  /// A message waits and no server has a stream for it: the next server in turn may open one.
  mutating func demand(_ region: Int, _ lane: Int, at now: Instant, on agenda: inout Agenda) {
    let facts = regions[region]
    guard facts.servers > 0 else { return }
    turnOf[region] = turnOf[region] + 1 >= facts.servers ? 0 : turnOf[region] + 1
    let server = facts.firstServer + turnOf[region]
    guard servers[server].isUp else { return }
    servers[server].machine.lanes[lane].pool.demand(at: now)
    updateRoom(server, UInt8(lane), at: now, on: &agenda)
  }

  /// What is seen of the servers at the end of an interval.
  mutating func fleetGauges(at now: Instant) -> FleetGauges {
    var gauges = FleetGauges()
    gauges.up = servers.count - downServers
    for server in servers.indices { gauges.memory += Double(memory(of: server)) }
    if let work = plan.fleet.server.work {
      let done = cores.done(at: now.nanoseconds)
      let span = now.nanoseconds - cores.readAt
      let capacity = Double(servers.count * max(1, work.cores)) * Double(max(1, span))
      gauges.cpu = Double(done - cores.readDone) / capacity
      cores.readAt = now.nanoseconds
      cores.readDone = done
    }
    return gauges
  }
}
