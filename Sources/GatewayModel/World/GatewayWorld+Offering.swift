import GatewayCore
import Policies
import Simulation
import Statistics
import TimeAndChance

extension GatewayWorld {
  /// Lets one message of a class arrive.
  mutating func offer(
    _ trafficClass: Int,
    _ sequence: UInt64,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let facts = classFacts[trafficClass]
    var draws = routing.draws(message: UInt64(trafficClass) << 56 | sequence, attempt: 0)
    let home = destination(facts, using: &draws)
    let id = MessageID(trafficClass: UInt8(trafficClass), home: home, sequence: sequence)
    var region = self.region(using: &draws)
    if regionsAreLost { region = self.region(insteadOf: region, using: &draws, at: now) }
    let deadline = facts.deadline(from: now)
    var marks: Message.Marks = []
    let cell = recorder.cell(id.trafficClass, home)
    recorder.counters[cell].offered &+= 1
    if facts.isJudged(now, by: end) {
      marks.insert(.judged)
      recorder.judged[recorder.place(recorder.cohort, cell)] &+= 1
    }
    let message = Message(
      delivery: Delivery(
        trafficClass: id.trafficClass,
        lane: home,
        priority: facts.priority,
        offered: now,
        deadline: deadline
      ),
      id: id.bits,
      server: .max,
      token: 0,
      cohort: UInt8(truncatingIfNeeded: recorder.cohort),
      state: .unassigned,
      region: UInt8(truncatingIfNeeded: region),
      marks: marks,
      tenant: 0,
      receives: 0,
      fate: 0
    )
    if facts.hasExtras {
      admit(message, at: now, on: &agenda)
    } else {
      gather(insert(message), at: now, on: &agenda)
    }
  }

  /// Gives a message its place; the machines know it by that.
  mutating func insert(_ message: Message) -> Slab<Message>.Handle {
    let handle = messages.insert(message)
    messages[handle.index].delivery.owner = handle.index
    return handle
  }

  @inline(__always)
  func destination(_ facts: ClassFacts, using draws: inout KeyedStream) -> UInt8 {
    var place = Int(facts.firstDestination)
    guard facts.destinations > 1 else { return destinations[place].lane }
    let luck = draws.unit()
    while luck >= destinations[place].below { place &+= 1 }
    return destinations[place].lane
  }

  @inline(__always)
  func region(using draws: inout KeyedStream) -> Int {
    guard regions.count > 1 else { return 0 }
    let luck = draws.unit()
    var place = 0
    while luck >= regions[place].below { place &+= 1 }
    return place
  }

  /// Finds a server for a message, or a place in a line.
  mutating func dispatch(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let region = Int(messages[handle.index].region)
    guard isPull else {
      var server = choose(in: region, lane: messages[handle.index].delivery.lane)
      if needsCare {
        guard let other = self.server(insteadOf: server) else {
          return tryLater(handle, at: now, on: &agenda)
        }
        server = other
        if limitsMemory, !fits(server) { return finish(handle, .shed, at: now, on: &agenda) }
      }
      messages[handle.index].server = UInt32(server)
      ask(handle, isNew: true, at: now, on: &agenda)
      return
    }
    let lane = Int(messages[handle.index].delivery.lane)
    // Nobody overtakes those who wait already.
    if lines.count(in: region, lane: lane) == 0, let found = rooms[region * lanes + lane].next() {
      messages[handle.index].server = UInt32(regions[region].firstServer + found)
      ask(handle, isNew: true, at: now, on: &agenda)
    } else {
      enqueue(handle, scope: region, at: now, on: &agenda)
      if growsOnDemand { demand(region, lane, at: now, on: &agenda) }
    }
  }

  /// The server that a message is pushed to.
  private mutating func choose(in region: Int, lane: UInt8) -> Int {
    let count = regions[region].servers
    let first = regions[region].firstServer
    switch dispatchRule {
    case .roundRobin, .pull, .prefetch:
      turnOf[region] = turnOf[region] + 1 >= count ? 0 : turnOf[region] + 1
      return first + turnOf[region]
    case .random: return first + Int(fleetChance.below(UInt64(count)))
    case .leastLoaded: return leastLoaded(of: count, from: first, lane)
    case .bestOf(let choices):
      var best = first + Int(fleetChance.below(UInt64(count)))
      for _ in 1..<max(1, choices) {
        let other = first + Int(fleetChance.below(UInt64(count)))
        if load(of: other, lane) < load(of: best, lane) { best = other }
      }
      return best
    }
  }

  private func load(of server: Int, _ lane: UInt8) -> Int {
    servers[server].machine.lanes[Int(lane)].underWay + lines.count(in: server, lane: Int(lane))
  }

  private func leastLoaded(of count: Int, from first: Int, _ lane: UInt8) -> Int {
    var best = first
    for server in first..<(first + count) where load(of: server, lane) < load(of: best, lane) {
      best = server
    }
    return best
  }

  /// Puts a message into the line of a scope, or sheds it when the line is full.
  mutating func enqueue(
    _ handle: Slab<Message>.Handle,
    scope: Int,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let isOwn = prefetch > 0 && scope >= regions.count
    if let limit = plan.fleet.queue.limit, !isOwn, isFull(handle, scope, limit) {
      if messages[handle.index].server != .max, !isPull {
        forget(handle, at: now)
      }
      finish(handle, .shed, at: now, on: &agenda)
      return
    }
    let delivery = messages[handle.index].delivery
    messages[handle.index].state = .queued
    let cell = homeCell(of: handle)
    recorder.queued[cell].rise(at: now.nanoseconds)
    if isFair {
      lines.came(scope: scope, lane: Int(delivery.lane))
      fair.append(handle, messages[handle.index], scope: scope, lane: Int(delivery.lane))
    } else {
      lines.append(handle, scope: scope, lane: Int(delivery.lane), turn: turn(of: delivery))
    }
    scheduleImpatience(handle, at: now, on: &agenda)
  }

  /// Whether the line that a message would join has no room.
  @inline(__always)
  private func isFull(_ handle: Slab<Message>.Handle, _ scope: Int, _ limit: Int) -> Bool {
    guard isFair, let each = fair.limitEach else { return lines.count(in: scope) >= limit }
    let message = messages[handle.index]
    return fair.count(of: message, scope: scope, lane: Int(message.delivery.lane)) >= each
  }

  func turn(of delivery: Delivery) -> Int {
    isFIFO ? 0 : Int(delivery.priority & 3)
  }

  func homeCell(of handle: Slab<Message>.Handle) -> Int {
    let id = MessageID(messages[handle.index].id)
    return recorder.cell(id.trafficClass, id.home)
  }

  /// Whoever waits may leave: on its patience, its deadline or the clock of its fallback.
  private mutating func scheduleImpatience(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let message = messages[handle.index]
    let facts = classFacts[Int(message.delivery.trafficClass)]
    var leaves = message.delivery.deadline
    if facts.hasPatience, let sampler = patience[Int(message.delivery.trafficClass)] {
      var draws = routing.draws(message: message.id, attempt: 1)
      leaves = min(leaves, now.advanced(byNanoseconds: sampler.nanoseconds(using: &draws)))
    }
    if !message.delivery.isOnFallback {
      // A clock that has rung already found nobody to fall back to: it does not ring again.
      let clock = message.delivery.offered.advanced(byNanoseconds: facts.fallbackClock)
      if clock > now { leaves = min(leaves, clock) }
    }
    guard leaves < .distantFuture else { return }
    agenda.schedule(WorldEvent(.impatience, handle).bits, at: max(leaves, now))
  }

  /// A message has waited long enough.
  mutating func loseImpatience(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    guard messages[handle.index].state == .queued else { return }
    let message = messages[handle.index]
    let scope = line(of: message)
    let clock = classFacts[Int(message.delivery.trafficClass)].fallbackClock
    let wantsFallback =
      !message.delivery.isOnFallback
      && message.delivery.offered.advanced(byNanoseconds: clock) <= now
    leaveLine(handle, scope: scope, at: now)
    if wantsFallback {
      // Whoever holds it decides: a server asked now falls back by its own clock.
      if isPull && message.server == .max {
        let server = regions[Int(message.region)].firstServer
        messages[handle.index].server = UInt32(server)
        ask(handle, isNew: true, at: now, on: &agenda)
      } else {
        ask(handle, isNew: false, at: now, on: &agenda)
      }
      return
    }
    if message.server != .max { forget(handle, at: now) }
    finish(handle, message.delivery.deadline <= now ? .expired : .gaveUp, at: now, on: &agenda)
  }

  mutating func leaveLine(_ handle: Slab<Message>.Handle, scope: Int, at now: Instant) {
    let message = messages[handle.index]
    lines.left(scope: scope, lane: Int(message.delivery.lane))
    recorder.queued[homeCell(of: handle)].fall(at: now.nanoseconds)
    messages[handle.index].state = .unassigned
  }

  /// Takes a message out of its machine's account.
  mutating func forget(_ handle: Slab<Message>.Handle, at now: Instant) {
    let server = Int(messages[handle.index].server)
    servers[server].machine.forget(&messages[handle.index].delivery, at: now)
  }
}
