import GatewayCore
import Policies
import Simulation
import TimeAndChance

/// Servers that stop and come back, and what becomes of what they had taken.
extension GatewayWorld {
  /// The servers that a fault hits: so many of them as its share says, in an order of its own.
  func victims(of index: Int, share: Double) -> [Int] {
    let candidates = candidates(of: index)
    let count = Int((share * Double(candidates.count)).rounded(.up))
    return Array(candidates.prefix(max(0, min(candidates.count, count))))
  }

  /// The servers that a fault may hit, in an order of its own.
  func candidates(of index: Int) -> [Int] {
    let luck = Trouble.luck(ofFault: index, seed)
    let all = servers.indices.filter { server in
      if case .region(let region) = faults.faults[index].hits {
        return servers[server].region == region
      }
      return true
    }
    return all.map { server in
      var draws = luck.draws(message: UInt64(server), attempt: 0)
      return (luck: draws.unit(), server: server)
    }
    .sorted { ($0.luck, $0.server) < ($1.luck, $1.server) }
    .map(\.server)
  }

  /// Takes a server away: what it had taken and not acknowledged is handed out again after a while.
  mutating func goDown(
    _ server: Int,
    handingOutAfter pause: Duration,
    _ reason: String,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let wasUp = servers[server].isUp
    servers[server].isUp = false
    downServers += wasUp ? 1 : 0
    var held: [Slab<Message>.Handle] = []
    for index in messages.places where messages.isOccupied(index) {
      guard Int(messages[index].server) == server else { continue }
      held.append(Slab<Message>.Handle(index: index, generation: messages.generation(at: index)))
    }
    for handle in held { takeAway(handle, for: pause, at: now, on: &agenda) }
    let lost = loseMemory(of: server, at: now, on: &agenda)
    if !servers[server].machine.ledger.addsUp { brokenLedgers += 1 }
    servers[server].machine = freshMachine
    servers[server].life &+= 1
    servers[server].attendAt = .max
    servers[server].isPerforming = false
    cores.clear(server, at: now.nanoseconds)
    for lane in 0..<lanes { updateRoom(server, UInt8(lane), at: now, on: &agenda) }
    noteFleet(.crash, server, "up", "down", "\(reason): \(held.count) taken, \(lost) lost", at: now)
  }

  /// Takes a message away from a server that is gone.
  private mutating func takeAway(
    _ handle: Slab<Message>.Handle,
    for pause: Duration,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    switch messages[handle.index].state {
    case .inFlight: breakOff(handle, at: now)
    case .queued: leaveLine(handle, scope: line(of: messages[handle.index]), at: now)
    case .pausing: break
    case .unassigned, .held: return
    }
    if hasHedges, !messages[handle.index].marks.isDisjoint(with: [.echo, .settled]) {
      return dropCall(handle, at: now, on: &agenda)
    }
    forget(handle, at: now)
    var message = messages[handle.index]
    message.receives &+= 1
    if let most = plan.fleet.queue.deadLetterAfter, Int(message.receives) >= most {
      messages[handle.index].receives = message.receives
      finish(handle, .deadLettered, at: now, on: &agenda)
      return
    }
    handOut(handle, message, after: pause, at: now, on: &agenda)
  }

  /// Nobody hands a second call out again.
  private mutating func dropCall(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    forget(handle, at: now)
    messages[handle.index].server = .max
    finish(handle, .gaveUp, at: now, on: &agenda)
  }

  /// What is left of a message that its server has forgotten.
  func account(of message: Message) -> Delivery {
    Delivery(
      trafficClass: message.delivery.trafficClass,
      lane: message.delivery.lane,
      priority: message.delivery.priority,
      offered: message.delivery.offered,
      deadline: message.delivery.deadline,
      attempts: message.delivery.attempts,
      rung: message.delivery.rung,
      onFallback: message.delivery.isOnFallback
    )
  }

  /// Puts a message back into the queue's hands; it is handed out again after a pause.
  mutating func handOut(
    _ handle: Slab<Message>.Handle,
    _ message: Message,
    after pause: Duration,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    var message = message
    message.delivery = account(of: message)
    message.server = .max
    message.state = .unassigned
    messages.remove(at: handle.index)
    let place = insert(message)
    if hasHedges, let other = hedges.other(of: handle.index) {
      hedges.part(handle.index)
      hedges.pair(place, other)
    }
    if hasBatches { batches.move(from: handle.index, to: place.index) }
    if callers.facts[Int(message.delivery.trafficClass)] != nil,
      !message.marks.contains(.abandoned), callers.requests.isOccupied(message.token),
      callers.requests[message.token].call == handle
    {
      callers.requests[message.token].call = place
    }
    agenda.schedule(WorldEvent(.redelivered, place).bits, at: now.advanced(by: pause))
  }

  /// A call whose server is gone: the provider may act on it.
  private mutating func breakOff(_ handle: Slab<Message>.Handle, at now: Instant) {
    let message = messages[handle.index]
    let lane = Int(message.delivery.lane)
    let id = MessageID(message.id)
    let cell = recorder.cell(id.trafficClass, message.delivery.lane)
    recorder.inFlight[cell].fall(at: now.nanoseconds)
    recorder.note(Answer(.connectionLost), in: cell)
    let reply = providers[lane].answer(
      to: message.id,
      attempt: message.delivery.attempts,
      fate: message.fate,
      at: now.nanoseconds
    )
    if reply.reaches { messages[handle.index].marks.insert(.reached) }
  }

  /// What was parked in the memory of a server is gone with it.
  private mutating func loseMemory(
    of server: Int,
    at now: Instant,
    on agenda: inout Agenda
  ) -> Int {
    guard parksInMemory else { return 0 }
    var lost = 0
    for place in holders.indices where holders[place] == UInt32(server) {
      let index = UInt32(place)
      holders[place] = .max
      guard topic.isOccupied(index) else { continue }
      finish(restore(index, at: now), .deadLettered, at: now, on: &agenda)
      lost += 1
    }
    return lost
  }

  /// Notes which server holds a message that is parked in memory.
  mutating func hold(_ place: UInt32, by message: Message) {
    while holders.count <= Int(place) { holders.append(.max) }
    let policies = plan.classes[Int(message.delivery.trafficClass)].policies
    let isHeld = policies[Int(message.delivery.lane)].retry.parkIn == .memory
    holders[Int(place)] = isHeld ? message.server : .max
  }

  /// A server is there again, without connections and without a memory.
  mutating func comeBack(_ server: Int, at now: Instant, on agenda: inout Agenda) {
    guard !servers[server].isUp else { return }
    servers[server].isUp = true
    downServers -= 1
    noteFleet(.crash, server, "down", "up", "back", at: now)
    for lane in 0..<lanes {
      servers[server].machine.lanes[lane].pool.start(at: now)
      updateRoom(server, UInt8(lane), at: now, on: &agenda)
      serve(server, UInt8(lane), at: now, on: &agenda)
    }
  }

  /// A message that a server had taken, or that found none, is handed out.
  mutating func redeliver(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    guard messages[handle.index].state == .unassigned else { return }
    dispatch(handle, at: now, on: &agenda)
  }

  /// A server of the same region that is up, looking round from one that is not.
  func standIn(for server: Int) -> Int? {
    let region = regions[servers[server].region]
    for step in 1..<max(2, region.servers) {
      let other = region.firstServer + (server - region.firstServer + step) % region.servers
      if servers[other].isUp { return other }
    }
    return nil
  }

  /// Nobody takes a message that is pushed: whoever pushes it tries again in a second.
  mutating func tryLater(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    messages[handle.index].server = .max
    messages[handle.index].state = .unassigned
    if messages[handle.index].delivery.deadline <= now {
      return finish(handle, .expired, at: now, on: &agenda)
    }
    agenda.schedule(
      WorldEvent(.redelivered, handle).bits,
      at: now.advanced(byNanoseconds: 1_000_000_000)
    )
  }

  mutating func noteFleet(
    _ what: WorldRecord.What,
    _ server: Int,
    _ from: String,
    _ to: String,
    _ reason: String,
    at now: Instant
  ) {
    recorder.events.append(
      WorldRecord(
        nanoseconds: now.nanoseconds,
        what: what,
        server: server,
        lane: -1,
        fault: -1,
        from: from,
        to: to,
        reason: reason
      )
    )
  }
}
