import GatewayCore
import Policies
import Simulation
import TimeAndChance

extension GatewayWorld {
  /// Puts what is known in advance into the agenda and brings the fleet to life.
  mutating func begin(on agenda: inout Agenda) {
    faults.schedule(on: &agenda)
    for cut in recorder.cuts {
      agenda.schedule(WorldEvent(.cut, 0).bits, at: Instant(nanoseconds: cut))
    }
    scheduleTick(after: 0, on: &agenda)
    for lane in 0..<lanes { scheduleCongestion(lane, after: .zero, on: &agenda) }
    beginExtras(on: &agenda)
    scheduleSense(after: .zero, on: &agenda)
    beginTopics(on: &agenda)
    for server in servers.indices { start(server, at: .zero, on: &agenda) }
  }

  mutating func arrive(at now: Instant, on agenda: inout Agenda) {
    let trafficClass = nextClass
    let sequence = arrivals[trafficClass].count
    arrivals[trafficClass].advance()
    findNextArrival()
    for copy in 0..<classFacts[trafficClass].copies {
      offer(trafficClass, sequence &* classFacts[trafficClass].copies &+ copy, at: now, on: &agenda)
    }
  }

  @inline(__always)
  func foresee(_ event: UInt64) {
    let event = WorldEvent(bits: event)
    guard event.kind == .answer else { return }
    messages.foresee(event.index)
  }

  @inline(__always)
  mutating func prepare(_ event: UInt64) {
    let event = WorldEvent(bits: event)
    guard event.kind == .answer, messages.isOccupied(event.index) else { return }
    let server = Int(messages[event.index].server)
    guard server < servers.count else { return }
    let places = unsafe servers[server].machine.records(of: messages[event.index].delivery)
    unsafe Slab<Message>.foresee(places.stream)
    unsafe Slab<Message>.foresee(places.permit)
  }

  mutating func happen(_ event: UInt64, at now: Instant, on agenda: inout Agenda) {
    let event = WorldEvent(bits: event)
    switch event.kind {
    case .answer:
      guard let handle = current(event) else { return }
      answer(handle, at: now, on: &agenda)
    case .timeout:
      guard let handle = current(event) else { return }
      timeOut(handle, at: now, on: &agenda)
    case .again:
      guard let handle = live(event) else { return }
      again(handle, at: now, on: &agenda)
    case .unpark:
      if isGoverned && waitsForPlace(event, at: now, on: &agenda) { return }
      unpark(event, at: now, on: &agenda)
    case .impatience:
      guard let handle = live(event) else { return }
      loseImpatience(handle, at: now, on: &agenda)
    case .served: served(Int(event.index), at: now, on: &agenda)
    case .opened: opened(event, at: now, on: &agenda)
    case .attend: attend(Int(event.index), at: now, on: &agenda)
    case .fault: turn(Int(event.index), at: now, on: &agenda)
    case .tick:
      endRow(at: now)
      scheduleTick(after: now.nanoseconds, on: &agenda)
    case .cut: recorder.cut(at: now.nanoseconds)
    case .worked:
      guard let handle = current(event) else { return }
      worked(handle, at: now, on: &agenda)
    case .peer: attendPeer(event.index, at: now, on: &agenda)
    case .congestion: lookForCongestion(Int(event.index), at: now, on: &agenda)
    case .client: hear(event, at: now, on: &agenda)
    case .night: sweep(at: now, on: &agenda)
    case .fleet: perform(event.index, at: now, on: &agenda)
    case .bend: bendCapacity(Int(event.index), at: now, on: &agenda)
    case .redelivered:
      guard let handle = live(event) else { return }
      redeliver(handle, at: now, on: &agenda)
    case .health: attendRoute(event, at: now, on: &agenda)
    case .drain: reachedPlace(event, at: now, on: &agenda)
    case .sense: sense(at: now, on: &agenda)
    case .fanOut: fanOut(Int(event.index), at: now, on: &agenda)
    case .hedge:
      guard let handle = current(event) else { return }
      hedge(handle, at: now, on: &agenda)
    case .linger:
      guard let handle = live(event) else { return }
      closeBatch(handle, at: now, on: &agenda)
    case .delivered:
      preconditionFailure("nothing schedules \(event.kind) yet")
    }
  }

  /// The message of an event, unless it has moved on since.
  @inline(__always)
  func live(_ event: WorldEvent) -> Slab<Message>.Handle? {
    let index = event.index
    guard messages.isOccupied(index) else { return nil }
    let generation = messages.generation(at: index)
    guard UInt64(generation) & WorldEvent.generationMask == UInt64(event.generation) else {
      return nil
    }
    return Slab<Message>.Handle(index: index, generation: generation)
  }

  /// The message of an event of an attempt that is still under way.
  @inline(__always)
  func current(_ event: WorldEvent) -> Slab<Message>.Handle? {
    let index = event.index
    guard messages.isOccupied(index) else { return nil }
    let generation = messages.generation(at: index)
    guard messages[index].state == .inFlight,
      (UInt64(generation) ^ event.bits >> 32) & WorldEvent.messageMask == 0,
      messages[index].delivery.attempts & 31 == event.attempt
    else { return nil }
    return Slab<Message>.Handle(index: index, generation: generation)
  }

  private func scheduleTick(after now: Int64, on agenda: inout Agenda) {
    let next = now + plan.interval.wholeNanoseconds
    guard now < end else { return }
    agenda.schedule(WorldEvent(.tick, 0).bits, at: Instant(nanoseconds: min(next, end)))
  }
}
