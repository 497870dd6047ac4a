import GatewayCore
import Policies
import Simulation
import TimeAndChance

extension GatewayWorld {
  /// Dispatches a message, or lets it wait for others to travel with.
  mutating func gather(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let message = messages[handle.index]
    guard hasBatches, let rule = batches.rule(of: message) else {
      return dispatch(handle, at: now, on: &agenda)
    }
    messages[handle.index].state = .held
    guard let first = batches.first(for: message), messages.isLive(first) else {
      batches.begin(handle, message)
      agenda.schedule(WorldEvent(.linger, handle).bits, at: now.advanced(by: rule.linger))
      return
    }
    let size = batches.join(handle.index, first: first.index)
    if size >= rule.size { closeBatch(first, at: now, on: &agenda) }
  }

  /// Sends a batch on its way.
  mutating func closeBatch(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let message = messages[handle.index]
    guard batches.isOpen(handle, message) else { return }
    batches.close(message)
    messages[handle.index].state = .unassigned
    dispatch(handle, at: now, on: &agenda)
  }

  /// What the others of a batch share with the first, as accounts of their own.
  mutating func partBatch(_ handle: Slab<Message>.Handle) -> [Slab<Message>.Handle] {
    let first = messages[handle.index]
    return batches.part(handle.index).map { index in
      let own = messages[index].delivery
      messages[index].delivery = Delivery(
        trafficClass: own.trafficClass,
        lane: first.delivery.lane,
        priority: own.priority,
        offered: own.offered,
        deadline: own.deadline,
        attempts: first.delivery.attempts,
        rung: first.delivery.rung,
        onFallback: first.delivery.isOnFallback
      )
      messages[index].delivery.owner = index
      messages[index].marks.formUnion(first.marks.intersection([.reached, .refusedGood]))
      messages[index].state = .unassigned
      return Slab<Message>.Handle(index: index, generation: messages.generation(at: index))
    }
  }

  /// A fallback takes one message at a time: the others follow the first on their own.
  mutating func partForFallback(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    for member in partBatch(handle) { dispatch(member, at: now, on: &agenda) }
  }

  /// Ends the others of a batch with the first; the answer about each token is its own.
  mutating func endBatch(
    _ handle: Slab<Message>.Handle,
    _ ending: Ending,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    for member in partBatch(handle) { endOne(member, ending, at: now, on: &agenda) }
    endOne(handle, ending, at: now, on: &agenda)
  }

  private mutating func endOne(
    _ handle: Slab<Message>.Handle,
    _ ending: Ending,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let message = messages[handle.index]
    let lane = Int(message.delivery.lane)
    guard ending == .accepted, hasExtras, extras.tokens[lane] != nil,
      let answer = answerOfToken(message, lane, at: now), !answer.isAccepted
    else { return finish(handle, ending, at: now, on: &agenda) }
    let id = MessageID(message.id)
    recorder.note(answer, in: recorder.cell(id.trafficClass, message.delivery.lane))
    let verdict = batches.verdict(for: answer, of: message)
    if verdict.action == .prune { judgeToken(lane, isGuarded: verdict.isGuarded, at: now) }
    finish(handle, .permanent, at: now, on: &agenda)
  }

  /// Counts the first attempt of everybody in a batch but its first.
  mutating func noteFirstAttempts(_ handle: Slab<Message>.Handle, at now: Instant) {
    for index in batches.members(of: handle.index) where !messages[index].marks.contains(.attempted)
    {
      let member = Slab<Message>.Handle(index: index, generation: messages.generation(at: index))
      noteFirstAttempt(member, MessageID(messages[index].id), at: now)
    }
  }
}
