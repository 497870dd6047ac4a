import GatewayCore
import Policies
import Simulation
import Statistics
import TimeAndChance

extension GatewayWorld {
  /// Brings a server's connections to life.
  mutating func start(_ server: Int, at now: Instant, on agenda: inout Agenda) {
    for lane in 0..<lanes {
      switch plan.fleet.start {
      case .warm:
        let age = plan.providers[lane].closes.atAge ?? .seconds(3600)
        servers[server].machine.lanes[lane].pool
          .startWarm(agesWithin: age, at: now, using: &chances[server])
      case .cold: servers[server].machine.lanes[lane].pool.start(at: now)
      }
      updateRoom(server, UInt8(lane), at: now, on: &agenda)
    }
  }

  /// Lets the pools of a server do what time asks of them.
  mutating func attend(_ server: Int, at now: Instant, on agenda: inout Agenda) {
    guard servers[server].attendAt <= now.nanoseconds else { return }
    servers[server].attendAt = .max
    for lane in 0..<lanes {
      servers[server].machine.lanes[lane].pool.advance(to: now, using: &chances[server])
      updateRoom(server, UInt8(lane), at: now, on: &agenda)
      serve(server, UInt8(lane), at: now, on: &agenda)
    }
  }

  /// Does what a pool asks for.
  mutating func performPoolEffects(
    _ server: Int,
    _ lane: UInt8,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    while let effect = servers[server].machine.lanes[Int(lane)].pool.takeEffect() {
      switch effect {
      case .open(let connection, _):
        recorder.handshakes[Int(lane)] &+= 1
        var takes: Int64 = 0
        if let sampler = connectCost[Int(lane)] {
          takes = sampler.nanoseconds(using: &chances[server])
        }
        let place = openings.insert(
          Opening(server: UInt32(server), lane: lane, connection: connection)
        )
        agenda.schedule(
          WorldEvent(.opened, place.index).bits,
          at: now.advanced(byNanoseconds: takes)
        )
      case .close: break
      case .ping(let connection):
        // Answered at once: what a ping costs is not modelled, only whether it is answered.
        servers[server].machine.lanes[Int(lane)].pool.pong(connection, at: now)
      case .ended(let lease, let owner, let fate):
        guard messages.isOccupied(owner), messages[owner].state == .inFlight,
          messages[owner].delivery.lease == lease
        else { continue }
        let handle = Slab<Message>.Handle(
          index: owner,
          generation: messages.generation(at: owner)
        )
        let answer = Answer(fate == .neverProcessed ? .goAwayUnprocessed : .connectionLost)
        settle(handle, answer, at: now, on: &agenda)
      }
    }
  }

  /// A connection's opening has come to its end.
  mutating func opened(_ event: WorldEvent, at now: Instant, on agenda: inout Agenda) {
    let opening = openings[event.index]
    openings.remove(at: event.index)
    let server = Int(opening.server)
    servers[server].machine.lanes[Int(opening.lane)].pool.opened(opening.connection, at: now)
    serve(server, opening.lane, at: now, on: &agenda)
  }
}

/// A connection that is being opened.
struct Opening: BitwiseCopyable {
  var server: UInt32
  var lane: UInt8
  var connection: ConnectionID
}
