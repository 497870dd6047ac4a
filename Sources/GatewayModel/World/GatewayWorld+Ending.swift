import GatewayCore
import Policies
import Simulation
import Statistics
import TimeAndChance

extension GatewayWorld {
  /// Ends a message: counts it once, in the cell of the provider that it was meant for.
  mutating func finish(
    _ handle: Slab<Message>.Handle,
    _ ending: Ending,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    if hasHedges, endsOneOfTwo(handle, ending, at: now, on: &agenda) { return }
    if hasBatches, batches.size(of: handle.index) > 1 {
      return endBatch(handle, ending, at: now, on: &agenda)
    }
    if hasExtras && endsSpecially(handle, ending, at: now, on: &agenda) { return }
    let id = MessageID(messages[handle.index].id)
    let cell = recorder.cell(id.trafficClass, id.home)
    recorder.counters[cell].count(ending)
    switch ending {
    case .accepted, .byFallback, .stale:
      noteAccepted(handle, id, cell, isCounted: false, at: now)
    case .permanent, .expired, .gaveUp, .rejected, .shed, .dropped, .deduplicated, .deadLettered:
      break
    }
    messages.remove(at: handle.index)
  }

  /// Notes how soon a message was accepted; `isCounted` when its call says the same already.
  @inline(__always)
  mutating func noteAccepted(
    _ handle: Slab<Message>.Handle,
    _ id: MessageID,
    _ home: Int,
    isCounted: Bool,
    at now: Instant
  ) {
    let elapsed = messages[handle.index].delivery.offered.nanoseconds(to: now)
    let marks = messages[handle.index].marks
    let place = recorder.place(Int(messages[handle.index].cohort), home)
    if !isCounted { recorder.accept[place].record(elapsed) }
    recorder.rowAccept[home].record(elapsed)
    if marks.contains(.judged) && elapsed <= classFacts[Int(id.trafficClass)].worth {
      recorder.inTime[place] &+= 1
    }
    if marks.contains(.reached) { recorder.counters[home].duplicates &+= 1 }
  }

  /// Finds out whether a message that a policy refused would have been a good one.
  mutating func noteRefusal(_ handle: Slab<Message>.Handle, _ step: Step, at now: Instant) {
    switch step {
    case .send, .wait, .delay, .retry, .end(.expired), .end(.deduplicated): return
    case .park, .end: break
    }
    let message = messages[handle.index]
    if message.marks.contains(.echo) { return }
    let id = MessageID(message.id)
    let cell = recorder.cell(id.trafficClass, id.home)
    recorder.counters[cell].refusals &+= 1
    guard !message.marks.contains(.refusedGood) else { return }
    let lane = Int(message.delivery.lane)
    let attempt = message.delivery.attempts &+ 1
    if providers[lane].wouldSucceed(message.id, attempt: attempt, at: now.nanoseconds) {
      messages[handle.index].marks.insert(.refusedGood)
      recorder.counters[cell].refusedGood &+= 1
    }
  }

  /// What moved beside a message.
  mutating func takeNotices(_ server: Int, _ handle: Slab<Message>.Handle?, at now: Instant) {
    while let notice = servers[server].machine.takeNotice() {
      switch notice {
      case .breaker(let lane, let transition):
        recorder.note(transition, server: server, lane: Int(lane))
        if isBehind, servers[server].machine.lanes[Int(lane)].watch == .shared {
          let scope = servers[server].scope
          behind.moved(scope, Int(lane), now: shared[scope].breakers[Int(lane)], at: now)
        }
        if isGoverned { drains.moved(Int(lane), server: server, to: transition.to, at: now) }
      case .invalidToken(let lane, let isGuarded):
        judgeToken(Int(lane), isGuarded: isGuarded, at: now)
      case .slowDevice(let lane, let until):
        if let handle { restDevice(of: handle, Int(lane), until: until, server, at: now) }
      case .pressure(let lane, let step): noteLadder(server, lane, step, at: now)
      case .alarm, .refreshCredential: break
      }
    }
  }

  /// Acknowledges a message and publishes it to the retry topic, in one step.
  mutating func park(
    _ handle: Slab<Message>.Handle,
    until: Instant,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    if hasBatches {
      for member in partBatch(handle) { park(member, until: until, at: now, on: &agenda) }
    }
    if hasExtras { abandonParked(handle) }
    let message = messages[handle.index]
    let cell = homeCell(of: handle)
    recorder.counters[cell].parkings &+= 1
    recorder.parked[cell].rise(at: now.nanoseconds)
    let place = topic.insert(ParkedMessage(message))
    messages.remove(at: handle.index)
    if parksInMemory { hold(place.index, by: message) }
    let due = WorldEvent(.unpark, place.index, generation: place.generation)
    agenda.schedule(due.bits, at: max(until, now))
  }

  /// A parked message is due: it returns through dispatch, to any server.
  mutating func unpark(_ event: WorldEvent, at now: Instant, on agenda: inout Agenda) {
    // A crash may have taken it from the memory where it waited.
    if parksInMemory && !isParked(event) { return }
    bringBack(event.index, at: now, on: &agenda)
  }

  /// Whether the message that an event is about is still in the topic.
  func isParked(_ event: WorldEvent) -> Bool {
    let index = event.index
    return topic.isOccupied(index)
      && WorldEvent(.unpark, index, generation: topic.generation(at: index)).bits == event.bits
  }

  mutating func bringBack(_ index: UInt32, at now: Instant, on agenda: inout Agenda) {
    if parksInMemory { holders[Int(index)] = .max }
    gather(restore(index, at: now), at: now, on: &agenda)
  }

  /// Makes a message again of what was parked.
  @inline(__always)
  mutating func restore(_ index: UInt32, at now: Instant) -> Slab<Message>.Handle {
    let parked = topic[index]
    topic.remove(at: index)
    let id = parked.id
    let facts = classFacts[Int(id.trafficClass)]
    let cell = recorder.cell(id.trafficClass, id.home)
    recorder.parked[cell].fall(at: now.nanoseconds)
    let deadline = facts.deadline(from: parked.offered)
    var marks = parked.marks
    if facts.isJudged(parked.offered, by: end) { marks.insert(.judged) }
    var draws = routing.draws(message: UInt64(id.trafficClass) << 56 | id.sequence, attempt: 0)
    _ = destination(facts, using: &draws)
    var region = self.region(using: &draws)
    if regionsAreLost { region = self.region(insteadOf: region, using: &draws, at: now) }
    var message = Message(
      delivery: parked.delivery(deadline: deadline),
      id: id.bits,
      server: .max,
      token: 0,
      cohort: recorder.cohort(of: parked.offered.nanoseconds),
      state: .unassigned,
      region: UInt8(truncatingIfNeeded: region),
      marks: marks,
      tenant: 0,
      receives: 0,
      fate: 0
    )
    if facts.hasExtras { recall(&message, at: now) }
    return insert(message)
  }
}
