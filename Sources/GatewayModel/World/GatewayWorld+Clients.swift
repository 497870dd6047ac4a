import GatewayCore
import Policies
import Simulation
import Statistics
import TimeAndChance

extension GatewayWorld {
  /// A caller comes with a request: its first call is the message that was offered.
  mutating func begin(_ message: Message, at now: Instant, on agenda: inout Agenda) {
    let request = ClientRequest(
      id: message.id,
      offered: now,
      deadline: message.delivery.deadline,
      cohort: message.cohort,
      region: message.region,
      tenant: message.tenant,
      marks: message.marks,
      isEcho: false
    )
    call(callers.requests.insert(request).index, at: now, on: &agenda)
  }

  /// Makes the next call of a request.
  private mutating func call(_ index: UInt32, at now: Instant, on agenda: inout Agenda) {
    callers.requests[index].calls &+= 1
    callers.requests[index].isPausing = false
    let request = callers.requests[index]
    let id = MessageID(request.id)
    startClock(index, at: now, on: &agenda)
    // Each call is a message of its own, with draws of its own.
    let own = MessageID(
      trafficClass: id.trafficClass,
      home: id.home,
      sequence: id.sequence | UInt64(request.calls & 255) << 40
    )
    let message = Message(
      delivery: Delivery(
        trafficClass: id.trafficClass,
        lane: side(of: id),
        priority: classFacts[Int(id.trafficClass)].priority,
        offered: now,
        deadline: request.deadline
      ),
      id: own.bits,
      server: .max,
      token: index,
      cohort: request.cohort,
      state: .unassigned,
      region: request.region,
      marks: [],
      tenant: request.tenant,
      receives: 0,
      fate: 0
    )
    let handle = insert(message)
    callers.requests[index].call = handle
    callers.requests[index].open &+= 1
    callers.made[recorder.cell(id.trafficClass, id.home)] += 1
    dispatch(handle, at: now, on: &agenda)
  }

  /// How long a caller waits for this call.
  private mutating func startClock(_ index: UInt32, at now: Instant, on agenda: inout Agenda) {
    let request = callers.requests[index]
    guard let facts = callers.facts[Int(MessageID(request.id).trafficClass)] else { return }
    callers.requests[index].turn &+= 1
    var draws = extras.draws.draws(
      message: request.id,
      attempt: UInt64(callers.requests[index].turn) << 8 | 1
    )
    let wait = facts.wait.nanoseconds(using: &draws)
    agenda.schedule(clock(of: index), at: now.advanced(byNanoseconds: wait))
  }

  /// An event of a request: its turn lies beside the generation of its place.
  private func clock(of index: UInt32) -> UInt64 {
    let generation = callers.requests.generation(at: index) & 2047
    let turn = UInt32(callers.requests[index].turn)
    return WorldEvent(.client, index, generation: generation << 16 | turn).bits
  }

  /// A caller's time-out, or the end of its pause.
  mutating func hear(_ event: WorldEvent, at now: Instant, on agenda: inout Agenda) {
    let index = event.index
    guard callers.requests.isOccupied(index), clock(of: index) == event.bits,
      !callers.requests[index].isOver
    else { return }
    let trafficClass = Int(MessageID(callers.requests[index].id).trafficClass)
    if callers.requests[index].isPausing {
      callers.left(trafficClass, at: now)
      call(index, at: now, on: &agenda)
      return
    }
    if callers.facts[trafficClass]?.insists == true {
      insist(index, at: now, on: &agenda)
      return
    }
    let handle = callers.requests[index].call
    if callers.facts[trafficClass]?.hearsLateAnswers == false, messages.isLive(handle) {
      abandon(handle)
    }
    again(index, .gaveUp, isTimeout: true, after: 0, at: now, on: &agenda)
  }

  /// The clock rings while the call waits: another is sent beside it, and the clock starts again.
  private mutating func insist(_ index: UInt32, at now: Instant, on agenda: inout Agenda) {
    let request = callers.requests[index]
    let handle = request.call
    let trafficClass = Int(MessageID(request.id).trafficClass)
    guard messages.isLive(handle), messages[handle.index].state == .queued,
      let facts = callers.facts[trafficClass]
    else { return }
    startClock(index, at: now, on: &agenda)
    var draws = extras.draws.draws(
      message: request.id,
      attempt: UInt64(callers.requests[index].turn) << 8 | 2
    )
    guard draws.happens(facts.again), callers.pausing[trafficClass] < facts.pausingAtMost else {
      return
    }
    callers.echoes[trafficClass] += 1
    let id = MessageID(request.id)
    let own = MessageID(
      trafficClass: id.trafficClass,
      home: id.home,
      sequence: 1 << 39 | callers.echoes[trafficClass] & (1 << 39 - 1)
    )
    let echo = ClientRequest(
      id: own.bits,
      offered: now,
      deadline: request.deadline,
      cohort: request.cohort,
      region: request.region,
      tenant: request.tenant,
      marks: [],
      isEcho: true
    )
    pause(callers.requests.insert(echo).index, facts, after: 0, at: now, on: &agenda)
  }

  /// Nobody will hear how this call ends.
  mutating func abandon(_ handle: Slab<Message>.Handle) {
    guard !messages[handle.index].marks.contains(.abandoned) else { return }
    messages[handle.index].marks.insert(.abandoned)
    let index = messages[handle.index].token
    callers.requests[index].open &-= 1
    if callers.requests[index].isOver, callers.requests[index].open == 0 {
      callers.requests.remove(at: index)
    }
  }

  /// A caller's call has ended.
  mutating func ended(
    _ handle: Slab<Message>.Handle,
    _ ending: Ending,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let message = messages[handle.index]
    let id = MessageID(message.id)
    let cell = recorder.cell(id.trafficClass, id.home)
    callers.ended[cell] += 1
    messages.remove(at: handle.index)
    if message.marks.contains(.abandoned) { return }
    let index = message.token
    callers.requests[index].open &-= 1
    guard !callers.requests[index].isOver else {
      if callers.requests[index].open == 0 { callers.requests.remove(at: index) }
      return
    }
    switch ending {
    case .accepted, .byFallback, .stale: return close(index, ending, at: now)
    case .permanent, .expired, .gaveUp, .rejected, .shed, .dropped, .deduplicated, .deadLettered:
      // A call that its caller has given up on fails unheard.
      guard callers.requests[index].call == handle, !callers.requests[index].isPausing else {
        return
      }
    }
    switch ending {
    case .accepted, .byFallback, .stale, .permanent, .expired, .deadLettered, .deduplicated:
      close(message.token, ending, at: now)
    case .rejected:
      let rest = plan.coolDown(towards: Int(message.delivery.lane))
      again(message.token, ending, isTimeout: false, after: rest, at: now, on: &agenda)
    case .gaveUp, .shed, .dropped:
      again(message.token, ending, isTimeout: false, after: 0, at: now, on: &agenda)
    }
  }

  /// A call came to nothing: another one, or the end.
  private mutating func again(
    _ index: UInt32,
    _ ending: Ending,
    isTimeout: Bool,
    after retryAfter: Int64,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let request = callers.requests[index]
    let trafficClass = Int(MessageID(request.id).trafficClass)
    guard let facts = callers.facts[trafficClass], Int(request.calls) < facts.attempts,
      callers.pausing[trafficClass] < facts.pausingAtMost
    else { return close(index, ending, at: now) }
    if isTimeout, facts.again < 1 {
      var draws = extras.draws.draws(message: request.id, attempt: UInt64(request.turn) << 8 | 2)
      guard draws.happens(facts.again) else { return close(index, ending, at: now) }
    }
    pause(index, facts, after: retryAfter, at: now, on: &agenda)
  }

  private mutating func pause(
    _ index: UInt32,
    _ facts: ClientFacts,
    after retryAfter: Int64,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    callers.requests[index].isPausing = true
    callers.requests[index].turn &+= 1
    callers.came(Int(MessageID(callers.requests[index].id).trafficClass), at: now)
    var draws = extras.draws.draws(
      message: callers.requests[index].id,
      attempt: UInt64(callers.requests[index].turn) << 8 | 3
    )
    var pause = facts.pause.nanoseconds(using: &draws)
    // Who obeys once obeys always: it is a share of the callers.
    var manners = extras.draws.draws(message: callers.requests[index].id, attempt: 4)
    if retryAfter > pause, manners.happens(facts.honours) { pause = retryAfter }
    agenda.schedule(clock(of: index), at: now.advanced(byNanoseconds: pause))
  }

  /// The request is over: counted once, as its caller saw it.
  private mutating func close(_ index: UInt32, _ ending: Ending, at now: Instant) {
    let request = callers.requests[index]
    callers.requests[index].isOver = true
    if request.isPausing { callers.left(Int(MessageID(request.id).trafficClass), at: now) }
    if request.open == 0 { callers.requests.remove(at: index) }
    guard !request.isEcho else { return }
    let id = MessageID(request.id)
    let cell = recorder.cell(id.trafficClass, id.home)
    recorder.counters[cell].count(ending)
    switch ending {
    case .accepted, .byFallback, .stale:
      let elapsed = request.offered.nanoseconds(to: now)
      recorder.accept[recorder.place(Int(request.cohort), cell)].record(elapsed)
      recorder.rowAccept[cell].record(elapsed)
      if request.marks.contains(.judged) && elapsed <= classFacts[Int(id.trafficClass)].worth {
        recorder.inTime[recorder.place(Int(request.cohort), cell)] &+= 1
      }
    case .permanent, .expired, .gaveUp, .rejected, .shed, .dropped, .deduplicated, .deadLettered:
      break
    }
  }

  /// The walk's findings with requests in the place of their calls.
  ///
  /// A call that was made, has not ended and was not found shows as a difference.
  func asCallersSee(_ found: [Int]) -> [Int] {
    var seen = found
    for cell in found.indices where callers.facts[cell / lanes] != nil {
      seen[cell] = found[cell] - (callers.made[cell] - callers.ended[cell])
    }
    for index in callers.requests.places where callers.requests.isOccupied(index) {
      guard !callers.requests[index].isEcho, !callers.requests[index].isOver else { continue }
      let id = MessageID(callers.requests[index].id)
      seen[recorder.cell(id.trafficClass, id.home)] += 1
    }
    return seen
  }

  /// The provider that a message goes to now.
  func side(of id: MessageID) -> UInt8 {
    routes.isEmpty ? id.home : routes.lane(id.trafficClass, home: id.home)
  }
}
