import GatewayCore
import Policies
import Simulation
import TimeAndChance

/// What providers do to connections: caps, GOAWAY, closing, and who may connect.
extension GatewayWorld {
  /// The cap on streams that a connection is told now.
  func cap(_ server: Int, _ lane: Int, _ connection: ConnectionID, host: UInt32) -> Int {
    let streams = plan.providers[lane].streams
    let usual = min(streams.perConnection ?? 65_535, 65_535)
    var cap = peers.congested[lane] ? min(usual, streams.whenCongested ?? usual) : usual
    for fault in faults.acting(on: lane) {
      guard case .streams(let limit) = fault.plan.act else { continue }
      let suspect = suspect(server, lane, connection, host: host)
      let luck = suspect.luck(fault.plan.among, Trouble.luck(ofFault: fault.index, seed))
      if fault.plan.among == .calls || luck < fault.plan.share { cap = min(limit, 65_535) }
    }
    return cap
  }

  /// Sends SETTINGS to every connection whose cap has moved.
  mutating func sendSettings(_ lane: Int, at now: Instant, on agenda: inout Agenda) {
    for server in servers.indices where servers[server].isUp {
      var hasRisen = false
      for place in 0..<servers[server].machine.lanes[lane].pool.places {
        let pool = servers[server].machine.lanes[lane].pool
        guard let connection = pool.connection(inPlace: place) else { continue }
        hasRisen = tell(server, lane, connection) || hasRisen
      }
      updateRoom(server, UInt8(lane), at: now, on: &agenda)
      if hasRisen { serve(server, UInt8(lane), at: now, on: &agenda) }
    }
  }

  /// Tells one connection its cap; whether that is more than before.
  @discardableResult
  private mutating func tell(_ server: Int, _ lane: Int, _ connection: ConnectionID) -> Bool {
    var side = peers.book[server, lane, Int(connection.index)]
    let cap = cap(server, lane, connection, host: side.host)
    guard cap != side.cap else { return false }
    let hasRisen = cap > side.cap
    side.cap = cap
    peers.book[server, lane, Int(connection.index)] = side
    servers[server].machine.lanes[lane].pool.settings(cap: cap, on: connection)
    return hasRisen
  }

  /// Notes the provider's side of a connection that is being opened.
  mutating func beginPeer(
    _ server: Int,
    _ lane: Int,
    _ connection: ConnectionID,
    _ address: Reconnect.Address
  ) -> Suspect {
    let identity = ConnectionIdentity(
      server: server,
      lane: lane,
      life: servers[server].life,
      connection: connection
    )
    let host = peers.host(of: identity, among: plan.providers[lane].connect.hosts, address)
    let caller = peers.book[server, lane, Int(connection.index)].caller
    var side = PeerSide()
    side.incarnation = connection.incarnation
    side.host = host
    side.cap = min(plan.providers[lane].streams.perConnection ?? 65_535, 65_535)
    side.caller = caller
    peers.book[server, lane, Int(connection.index)] = side
    return suspect(server, lane, connection, host: host)
  }

  /// A connection is open: it is told its cap, and the provider begins to watch it.
  mutating func welcome(
    _ server: Int,
    _ lane: Int,
    _ connection: ConnectionID,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    if capsMove { tell(server, lane, connection) }
    let pool = servers[server].machine.lanes[lane].pool
    guard pool.policy.reuse == .pool, let opened = pool.openedAt(connection) else { return }
    let closes = plan.providers[lane].closes
    if let age = closes.atAge {
      watch(server, lane, connection, .age, at: max(opened.advanced(by: age), now), on: &agenda)
    }
    if let idle = closes.afterIdle {
      watch(server, lane, connection, .idle, at: now.advanced(by: idle), on: &agenda)
    }
  }

  private mutating func watch(
    _ server: Int,
    _ lane: Int,
    _ connection: ConnectionID,
    _ why: PeerWatch.Why,
    at time: Instant,
    on agenda: inout Agenda
  ) {
    let place = peers.watches.insert(
      PeerWatch(
        server: UInt32(server),
        lane: UInt8(lane),
        why: why,
        life: servers[server].life,
        connection: connection
      )
    )
    agenda.schedule(WorldEvent(.peer, place.index).bits, at: time)
  }

  /// A provider looks at a connection again.
  mutating func attendPeer(_ index: UInt32, at now: Instant, on agenda: inout Agenda) {
    let watch = peers.watches[index]
    peers.watches.remove(at: index)
    let (server, lane) = (Int(watch.server), Int(watch.lane))
    let pool = servers[server].machine.lanes[lane].pool
    let place = Int(watch.connection.index)
    guard servers[server].life == watch.life, place < pool.places,
      pool.connection(inPlace: place) == watch.connection
    else { return }
    switch watch.why {
    case .age, .errors: goAway(server, lane, watch.connection, at: now, on: &agenda)
    case .idle:
      let idle = plan.providers[lane].closes.afterIdle ?? .zero
      let since = pool.idleSince(watch.connection) ?? now
      let due = since.advanced(by: idle)
      if due <= now {
        goAway(server, lane, watch.connection, at: now, on: &agenda)
      } else {
        self.watch(server, lane, watch.connection, .idle, at: due, on: &agenda)
      }
    case .cut:
      servers[server].machine.lanes[lane].pool
        .connectionLost(watch.connection, at: now, using: &chances[server])
      updateRoom(server, watch.lane, at: now, on: &agenda)
    }
  }

  /// Counts an error answer on a connection of a provider that closes on too many.
  mutating func countError(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let message = messages[handle.index]
    let (server, lane) = (Int(message.server), Int(message.delivery.lane))
    guard let most = plan.providers[lane].closes.afterErrors else { return }
    let place = Int(message.delivery.lease.connection)
    peers.book[server, lane, place].errors &+= 1
    let side = peers.book[server, lane, place]
    guard Int(side.errors) == most else { return }
    let connection = ConnectionID(index: UInt16(place), incarnation: side.incarnation)
    watch(server, lane, connection, .errors, at: now, on: &agenda)
  }

  /// A share of the connections gets GOAWAY at once.
  mutating func goAwayWave(_ index: Int, at now: Instant, on agenda: inout Agenda) {
    let fault = faults.faults[index]
    guard case .close(let share) = fault.act, fault.lane >= 0 else { return }
    let luck = Trouble.luck(ofFault: index, seed)
    for server in servers.indices where servers[server].isUp {
      for place in 0..<servers[server].machine.lanes[fault.lane].pool.places {
        let pool = servers[server].machine.lanes[fault.lane].pool
        guard let connection = pool.connection(inPlace: place) else { continue }
        let host = peers.book[server, fault.lane, place].host
        let suspect = suspect(server, fault.lane, connection, host: host)
        let among: FaultPlan.Among = fault.among == .calls ? .connections : fault.among
        guard suspect.luck(among, luck) < share else { continue }
        goAway(server, fault.lane, connection, at: now, on: &agenda)
      }
    }
  }

  /// Sends GOAWAY: streams that have not arrived are safe to send again, the others go on until the
  /// grace is over and then have an unknown outcome.
  mutating func goAway(
    _ server: Int,
    _ lane: Int,
    _ connection: ConnectionID,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let last = lastStreamSeen(server, lane, connection, at: now)
    peers.book[server, lane, Int(connection.index)].goneAbove = last
    servers[server].machine.lanes[lane].pool
      .goAway(connection, lastStreamID: last, at: now, using: &chances[server])
    switch servers[server].machine.lanes[lane].pool.policy.notice {
    case .after(.zero): break
    case .after, .never:
      hasZombies = true
      isTroubled = true
    }
    if let grace = plan.providers[lane].closes.grace {
      watch(server, lane, connection, .cut, at: now.advanced(by: grace), on: &agenda)
    }
    updateRoom(server, UInt8(lane), at: now, on: &agenda)
  }

  /// The newest stream whose request has reached the provider.
  private func lastStreamSeen(
    _ server: Int,
    _ lane: Int,
    _ connection: ConnectionID,
    at now: Instant
  ) -> UInt32 {
    let pool = servers[server].machine.lanes[lane].pool
    let newest = pool.newestStreamID(on: connection)
    let oneWay = peers.oneWay[lane]
    guard oneWay > 0 else { return newest }
    var first = UInt32.max
    for index in messages.places where messages.isOccupied(index) {
      let message = messages[index]
      guard message.state == .inFlight, Int(message.server) == server,
        Int(message.delivery.lane) == lane,
        message.delivery.lease.connection == connection.index,
        message.delivery.started.nanoseconds(to: now) < oneWay
      else { continue }
      first = min(first, pool.streamID(of: message.delivery.lease))
    }
    return first == .max ? newest : (first <= 1 ? 0 : first - 2)
  }

  /// A provider with slots looks whether it is too busy for so many streams.
  mutating func lookForCongestion(_ lane: Int, at now: Instant, on agenda: inout Agenda) {
    let streams = plan.providers[lane].streams
    let use = providers[lane].desk?.use ?? 0
    let edge = peers.congested[lane] ? streams.restoredBelow : streams.congestedAbove
    let isCongested = use > edge
    if isCongested != peers.congested[lane] {
      peers.congested[lane] = isCongested
      sendSettings(lane, at: now, on: &agenda)
    }
    scheduleCongestion(lane, after: now, on: &agenda)
  }

  /// SETTINGS follow the load with a delay of a tenth of a second: no server counts every call.
  func scheduleCongestion(_ lane: Int, after now: Instant, on agenda: inout Agenda) {
    guard plan.providers[lane].streams.whenCongested != nil, providers[lane].desk != nil,
      now.nanoseconds < end &+ plan.settle.wholeNanoseconds
    else { return }
    agenda.schedule(
      WorldEvent(.congestion, UInt32(lane)).bits,
      at: now.advanced(byNanoseconds: 100_000_000)
    )
  }
}
