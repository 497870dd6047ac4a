import GatewayCore
import Policies
import Simulation
import Statistics
import TimeAndChance

extension GatewayWorld {
  /// An attempt begins: when it will be late.
  mutating func watchForHedge(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let message = messages[handle.index]
    guard message.state == .inFlight, !message.marks.contains(.echo),
      !message.delivery.isOnFallback, hedges.other(of: handle.index) == nil
    else { return }
    let cell = recorder.cell(message.delivery.trafficClass, message.delivery.lane)
    let place = recorder.place(recorder.cohort, cell)
    let delivery = message.delivery
    var quantile: Double?
    if let share = hedges.wanted(by: delivery) {
      quantile = recorder.roundTrip[place].quantile(share)
    }
    guard let due = hedges.begin(delivery, measured: quantile) else { return }
    agenda.schedule(
      WorldEvent(.hedge, handle, attempt: delivery.attempts).bits,
      at: max(due, now)
    )
  }

  /// An attempt is late: another call is made beside it, on whatever server has room.
  mutating func hedge(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    var message = messages[handle.index]
    guard !message.marks.contains(.settled), hedges.other(of: handle.index) == nil,
      !hasBatches || batches.size(of: handle.index) == 1, hedges.takes(message.delivery)
    else { return }
    let own = message.delivery
    message.delivery = Delivery(
      trafficClass: own.trafficClass,
      lane: own.lane,
      priority: own.priority,
      offered: own.offered,
      deadline: own.deadline,
      // Draws of its own, and no further attempts.
      attempts: 32 + own.attempts,
      rung: own.rung,
      onFallback: false
    )
    message.marks.insert([.echo, .attempted])
    message.server = .max
    message.state = .unassigned
    let echo = insert(message)
    hedges.pair(handle, echo)
    dispatch(echo, at: now, on: &agenda)
  }

  /// What the end of one of two calls means for the message that both carry.
  ///
  /// - Returns: Whether there is nothing more to count.
  mutating func endsOneOfTwo(
    _ handle: Slab<Message>.Handle,
    _ ending: Ending,
    at now: Instant,
    on agenda: inout Agenda
  ) -> Bool {
    let message = messages[handle.index]
    let succeeds = ending == .accepted || ending == .byFallback || ending == .stale
    let other = hedges.other(of: handle.index).flatMap { messages.isLive($0) ? $0 : nil }
    hedges.part(handle.index)
    if message.marks.contains(.settled) || message.marks.contains(.echo) && other == nil {
      // The message has been counted; this was the second to arrive, or nothing.
      if succeeds && !message.marks.contains(.reached) { noteDuplicate(message) }
      messages.remove(at: handle.index)
      return true
    }
    guard let other else { return false }
    if succeeds {
      settleOther(handle, other, at: now)
      return false
    }
    leave(handle, to: other)
    return true
  }

  private mutating func noteDuplicate(_ message: Message) {
    let id = MessageID(message.id)
    recorder.counters[recorder.cell(id.trafficClass, id.home)].duplicates &+= 1
  }

  /// One call was accepted: the other is not counted any more, and not tried again.
  private mutating func settleOther(
    _ handle: Slab<Message>.Handle,
    _ other: Slab<Message>.Handle,
    at now: Instant
  ) {
    let isEcho = messages[handle.index].marks.contains(.echo)
    if isEcho { messages[handle.index].marks = messages[other.index].marks }
    // A device that had it before is counted once, with the call that is counted.
    if messages[other.index].marks.contains(.reached) {
      messages[handle.index].marks.insert(.reached)
    } else if messages[handle.index].marks.contains(.reached) {
      messages[other.index].marks.insert(.reached)
    }
    messages[other.index].marks.insert(.settled)
    if messages[other.index].state != .inFlight { withdraw(other, at: now) }
  }

  /// One call has failed while the other is under way: the message is the other's.
  private mutating func leave(_ handle: Slab<Message>.Handle, to other: Slab<Message>.Handle) {
    let message = messages[handle.index]
    if !message.marks.contains(.echo) {
      messages[other.index].marks = message.marks
      if callers.facts[Int(message.delivery.trafficClass)] != nil,
        !message.marks.contains(.abandoned), callers.requests.isOccupied(message.token),
        callers.requests[message.token].call == handle
      {
        callers.requests[message.token].call = other
      }
    }
    messages.remove(at: handle.index)
  }

  /// Takes away a call that waits and that nobody needs any more.
  mutating func withdraw(_ handle: Slab<Message>.Handle, at now: Instant) {
    let message = messages[handle.index]
    hedges.part(handle.index)
    if message.state == .queued { leaveLine(handle, scope: line(of: message), at: now) }
    if message.server != .max { forget(handle, at: now) }
    messages.remove(at: handle.index)
  }

  /// What a machine would do next with a call that nobody needs any more: nothing.
  ///
  /// - Returns: Whether the step was dealt with.
  mutating func stopsShort(
    _ step: Step,
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) -> Bool {
    let message = messages[handle.index]
    let isEcho = message.marks.contains(.echo)
    guard isEcho || message.marks.contains(.settled) || hedges.other(of: handle.index) != nil else {
      return false
    }
    switch step {
    case .send, .end: return false
    case .park:
      // Whoever carries the message alone goes to the topic; else the other call carries it.
      guard endsOneOfTwo(handle, .gaveUp, at: now, on: &agenda) else { return false }
      return true
    case .wait, .delay, .retry:
      guard isEcho && hedges.other(of: handle.index) == nil || message.marks.contains(.settled)
      else { return false }
      withdraw(handle, at: now)
      return true
    }
  }
}
