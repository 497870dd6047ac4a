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
      for place in 0..<servers[server].machine.lanes[lane].pool.places {
        let pool = servers[server].machine.lanes[lane].pool
        guard let connection = pool.connection(inPlace: place) else { continue }
        _ = beginPeer(server, lane, connection, .fresh)
        welcome(server, lane, connection, at: now, on: &agenda)
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
  ///
  /// What is done may ask for more; that is left to the same loop, or a connection with a thousand
  /// streams would end them a thousand calls deep.
  mutating func performPoolEffects(
    _ server: Int,
    _ lane: UInt8,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    guard !servers[server].isPerforming else { return }
    servers[server].isPerforming = true
    while let effect = servers[server].machine.lanes[Int(lane)].pool.takeEffect() {
      switch effect {
      case .open(let connection, let address):
        open(server, lane, connection, address, at: now, on: &agenda)
      case .close: break
      case .ping(let connection):
        // Answered at once: what a ping costs is not modelled, only whether it is answered.
        let side = peers.book[server, Int(lane), Int(connection.index)]
        let isGone = side.goneAbove != .max
        let suspect = suspect(server, Int(lane), connection, host: side.host)
        if isTroubled && (isGone || isSilent(suspect, at: now)) { continue }
        servers[server].machine.lanes[Int(lane)].pool.pong(connection, at: now)
      case .ended(let lease, let owner, let fate):
        guard messages.isOccupied(owner), messages[owner].state == .inFlight,
          Int(messages[owner].server) == server, messages[owner].delivery.lane == lane,
          messages[owner].delivery.lease == lease
        else { continue }
        let handle = Slab<Message>.Handle(
          index: owner,
          generation: messages.generation(at: owner)
        )
        settle(handle, ending(handle, fate, at: now), at: now, on: &agenda)
      }
    }
    servers[server].isPerforming = false
  }

  /// What a message is told whose stream ended with its connection.
  private mutating func ending(
    _ handle: Slab<Message>.Handle,
    _ fate: StreamPool.Fate,
    at now: Instant
  ) -> Answer {
    let message = messages[handle.index]
    let lane = Int(message.delivery.lane)
    let pool = servers[Int(message.server)].machine.lanes[lane].pool
    guard fate != .neverProcessed else {
      return Answer(pool.policy.reuse == .perCall ? .connectFailed : .goAwayUnprocessed)
    }
    // The provider has the request and goes on with it.
    let reply = providers[lane].answer(
      to: message.id,
      attempt: message.delivery.attempts,
      fate: message.fate,
      at: now.nanoseconds
    )
    if reply.reaches { messages[handle.index].marks.insert(.reached) }
    return Answer(.connectionLost)
  }

  /// Opens a connection, or finds out that it cannot be.
  private mutating func open(
    _ server: Int,
    _ lane: UInt8,
    _ connection: ConnectionID,
    _ address: Reconnect.Address,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    recorder.handshakes[Int(lane)] &+= 1
    var takes: Int64 = 0
    if let sampler = connectCost[Int(lane)] {
      takes = sampler.nanoseconds(using: &chances[server])
    }
    let suspect = beginPeer(server, Int(lane), connection, address)
    // Nobody answers the handshake: the pool gives up by its own clock.
    if isTroubled && isSilent(suspect, at: now) { return }
    let isAdmitted = peers.doors[Int(lane)]?.admits(at: now.nanoseconds) ?? true
    let isRefused = !isAdmitted || isTroubled && isRefused(suspect, at: now)
    let place = openings.insert(
      Opening(
        server: UInt32(server),
        lane: lane,
        isRefused: isRefused,
        life: servers[server].life,
        connection: connection
      )
    )
    // A refusal takes a moment, so that a sender without back-off does not stop the time.
    if isRefused { takes = max(takes, 2 &* peers.oneWay[Int(lane)], 10_000_000) }
    agenda.schedule(
      WorldEvent(.opened, place.index).bits,
      at: now.advanced(byNanoseconds: takes)
    )
  }

  private func isRefused(_ suspect: Suspect, at now: Instant) -> Bool {
    troubles[suspect.identity.lane].contains { trouble in
      guard case .refused = trouble.kind else { return false }
      let among: FaultPlan.Among = trouble.among == .calls ? .connections : trouble.among
      return suspect.luck(among, trouble.luck) < trouble.share(at: now.nanoseconds)
    }
  }

  /// A connection's opening has come to its end.
  mutating func opened(_ event: WorldEvent, at now: Instant, on agenda: inout Agenda) {
    let opening = openings[event.index]
    openings.remove(at: event.index)
    let server = Int(opening.server)
    let lane = Int(opening.lane)
    guard servers[server].life == opening.life else { return }
    if opening.isRefused {
      servers[server].machine.lanes[lane].pool
        .failedToOpen(opening.connection, at: now, using: &chances[server])
    } else {
      servers[server].machine.lanes[lane].pool.opened(opening.connection, at: now)
      welcome(server, lane, opening.connection, at: now, on: &agenda)
      if servers[server].machine.lanes[lane].pool.policy.reuse == .perCall {
        callOnOwnConnection(server, lane, opening.connection, at: now, on: &agenda)
      }
    }
    serve(server, opening.lane, at: now, on: &agenda)
  }
}

/// A connection that is being opened.
struct Opening: BitwiseCopyable {
  var server: UInt32
  var lane: UInt8
  var isRefused: Bool
  var life: UInt32
  var connection: ConnectionID
}
