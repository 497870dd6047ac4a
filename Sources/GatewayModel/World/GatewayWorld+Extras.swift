import GatewayCore
import Policies
import Simulation
import Statistics
import TimeAndChance

extension GatewayWorld {
  /// Lets a message arrive whose class has more to it: a token, a tenant, a caller.
  mutating func admit(_ message: Message, at now: Instant, on agenda: inout Agenda) {
    var message = message
    let id = MessageID(message.id)
    address(&message, at: now)
    if callers.facts[Int(id.trafficClass)] != nil {
      return begin(message, at: now, on: &agenda)
    }
    let handle = insert(message)
    if extras.tokens[Int(id.home)]?.registry.pruned.contains(message.token) == true {
      return finish(handle, .dropped, at: now, on: &agenda)
    }
    if isRepeated(message, at: now) {
      return finish(handle, .deduplicated, at: now, on: &agenda)
    }
    release(handle, at: now, on: &agenda)
  }

  /// Dispatches a message, unless its device rests.
  mutating func release(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let message = messages[handle.index]
    let lane = Int(message.delivery.lane)
    if let until = extras.resting[lane]?.rest(of: UInt64(message.token), at: now),
      until < message.delivery.deadline
    {
      messages[handle.index].state = .held
      agenda.schedule(WorldEvent(.again, handle).bits, at: until)
      return
    }
    messages[handle.index].state = .unassigned
    gather(handle, at: now, on: &agenda)
  }

  /// A message comes back from the topic, which keeps neither its token nor its tenant.
  mutating func recall(_ message: inout Message, at now: Instant) {
    address(&message, at: message.delivery.offered)
    if callers.facts[Int(message.delivery.trafficClass)] != nil {
      message.marks.insert(.abandoned)
    }
  }

  /// A topic answers nobody: whoever waits for a call that is parked waits in vain.
  mutating func abandonParked(_ handle: Slab<Message>.Handle) {
    guard callers.facts[Int(messages[handle.index].delivery.trafficClass)] != nil else { return }
    abandon(handle)
  }

  /// Finds token and tenant, which depend on nothing but the message's turn of arrival.
  private mutating func address(_ message: inout Message, at offered: Instant) {
    let id = MessageID(message.id)
    let trafficClass = Int(id.trafficClass)
    let lane = side(of: id)
    if lane != message.delivery.lane, !message.delivery.isOnFallback {
      message.delivery = message.delivery.moved(to: lane)
    }
    guard let audience = extras.audiences[trafficClass] else { return }
    var draws = extras.draws.draws(
      message: UInt64(id.trafficClass) << 56 | audience.notification(id.sequence),
      attempt: 0
    )
    let population = extras.tokens[Int(id.home)]?.registry.population(at: offered.nanoseconds)
    message.token = audience.token(
      id.sequence,
      lane: Int(id.home),
      population: population ?? 1 << 30,
      using: &draws
    )
    if let tenants = extras.tenants[trafficClass] { message.tenant = tenants.tenant(draws.unit()) }
  }

  private mutating func isRepeated(_ message: Message, at now: Instant) -> Bool {
    let id = MessageID(message.id)
    let trafficClass = Int(id.trafficClass)
    guard extras.memories[trafficClass] != nil, let audience = extras.audiences[trafficClass] else {
      return false
    }
    let key = Deduplicator.key(
      notification: UInt64(id.trafficClass) << 48 | audience.notification(id.sequence),
      device: UInt64(message.token)
    )
    return extras.memories[trafficClass]?.isNew(key, at: now) == false
  }

  /// Whether a provider has had enough messages for this device.
  mutating func isTooFast(
    _ handle: Slab<Message>.Handle,
    _ lane: Int,
    at now: Instant
  ) -> Bool {
    guard extras.deviceRates[lane] != nil else { return false }
    let device = UInt64(messages[handle.index].token)
    return extras.deviceRates[lane]?.admits(device, at: now.nanoseconds) == false
  }

  /// A slow tenant's calls take longer.
  func slowDown(
    _ work: inout ProviderState.Prospect,
    _ handle: Slab<Message>.Handle,
    _ id: MessageID
  ) {
    guard extras.hasSlowTenants, let tenants = extras.tenants[Int(id.trafficClass)],
      tenants.isSlow(messages[handle.index].tenant)
    else { return }
    work.work = nanosecondsRounded(Double(work.work) * tenants.slowFactor)
  }

  /// A device has had too many: it rests, and nobody else.
  mutating func restDevice(
    of handle: Slab<Message>.Handle,
    _ lane: Int,
    until: Instant,
    _ server: Int,
    at now: Instant
  ) {
    guard extras.resting[lane] != nil else { return }
    let device = UInt64(messages[handle.index].token)
    let floor = Duration.nanoseconds(now.nanoseconds(to: until))
    var chance = chances[server]
    _ = extras.resting[lane]?.strike(device, atLeast: floor, at: now, using: &chance)
    chances[server] = chance
  }

  /// What follows the end of a message beyond counting it.
  ///
  /// - Returns: Whether that was all, because it was a caller's call.
  mutating func endsSpecially(
    _ handle: Slab<Message>.Handle,
    _ ending: Ending,
    at now: Instant,
    on agenda: inout Agenda
  ) -> Bool {
    let message = messages[handle.index]
    let id = MessageID(message.id)
    if ending == .byFallback {
      extras.billed[recorder.cell(id.trafficClass, message.delivery.lane)] += 1
    }
    if callers.facts[Int(id.trafficClass)] != nil {
      ended(handle, ending, at: now, on: &agenda)
      return true
    }
    switch ending {
    case .accepted, .byFallback: deliver(handle, message, at: now)
    case .stale, .permanent, .expired, .gaveUp, .rejected, .shed, .dropped, .deduplicated,
      .deadLettered:
      break
    }
    return false
  }

  /// The second copy of a notification that reaches its device is one too many.
  @inline(__always)
  private mutating func countCopy(_ id: MessageID) {
    let copies = classFacts[Int(id.trafficClass)].copies
    guard copies > 1 else { return }
    let notification = UInt32(truncatingIfNeeded: id.sequence / copies)
    if !extras.heard[Int(id.trafficClass)].insert(notification) {
      recorder.counters[recorder.cell(id.trafficClass, id.home)].duplicates &+= 1
    }
  }

  /// Follows an accepted message to its device.
  private mutating func deliver(
    _ handle: Slab<Message>.Handle,
    _ message: Message,
    at now: Instant
  ) {
    let id = MessageID(message.id)
    let lane = Int(message.delivery.lane)
    var arrives: Int64? = now.nanoseconds
    if extras.deliveries[lane] != nil {
      arrives = extras.deliveries[lane]?.place(message.id, at: now.nanoseconds)
    }
    if lane == Int(id.home),
      extras.tokens[lane]?.registry.reachesDevice(message.token, at: now.nanoseconds) == false
    {
      arrives = nil
    }
    if arrives != nil { countCopy(id) }
    if let arrives, extras.delivered.count > 0 {
      let place = recorder.place(Int(message.cohort), recorder.cell(id.trafficClass, id.home))
      extras.delivered[place].record(arrives - message.delivery.offered.nanoseconds)
    }
    guard extras.isInTimeOnDevice[Int(id.trafficClass)] else { return }
    let elapsed = arrives.map { $0 - message.delivery.offered.nanoseconds } ?? .max
    if elapsed > classFacts[Int(id.trafficClass)].worth {
      messages[handle.index].marks.remove(.judged)
    }
  }
}

extension Delivery {
  /// The same account towards another provider, before any attempt there.
  fileprivate func moved(to lane: UInt8) -> Delivery {
    Delivery(
      trafficClass: trafficClass,
      lane: lane,
      priority: priority,
      offered: offered,
      deadline: deadline,
      attempts: attempts,
      rung: rung,
      onFallback: false
    )
  }
}
