import GatewayCore
import Policies
import Simulation
import TimeAndChance

extension GatewayWorld {
  /// A call reaches a provider with a limit.
  mutating func enter(
    _ handle: Slab<Message>.Handle,
    _ prospect: ProviderState.Prospect,
    _ lane: Int,
    timeoutAt limit: Instant,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let ticket = ServiceDesk.Ticket(
      message: handle,
      attempt: messages[handle.index].delivery.attempts,
      fate: prospect.fate,
      work: prospect.work,
      travel: prospect.travel
    )
    let back = now.advanced(byNanoseconds: prospect.travel)
    switch providers[lane].desk?.enter(ticket) {
    case .none: preconditionFailure("a provider without capacity has no desk")
    case .some(.serving): begin(ticket, lane, at: now, on: &agenda)
    case .some(.queued): break
    case .some(.full):
      switch providers[lane].plan.capacity?.whenFull {
      case .some(.silence), .none: messages[handle.index].fate = AnswerMix.silence
      case .some(.answer):
        messages[handle.index].fate = AnswerMix.full
        agenda.schedule(
          WorldEvent(.answer, handle, attempt: messages[handle.index].delivery.attempts).bits,
          at: min(back, limit)
        )
        return
      }
    }
    if limit < .distantFuture {
      agenda.schedule(
        WorldEvent(.timeout, handle, attempt: messages[handle.index].delivery.attempts).bits,
        at: limit
      )
    }
  }

  /// Starts the service of a ticket.
  mutating func begin(
    _ ticket: ServiceDesk.Ticket,
    _ lane: Int,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let place = tickets.insert(ServiceTicket(ticket: ticket, lane: UInt8(lane)))
    agenda.schedule(
      WorldEvent(.served, place.index).bits,
      at: now.advanced(byNanoseconds: ticket.work)
    )
  }

  /// A slot has done its work, whether anybody still waits for it or not.
  mutating func served(_ index: Int, at now: Instant, on agenda: inout Agenda) {
    let done = tickets[UInt32(index)]
    tickets.remove(at: UInt32(index))
    let lane = Int(done.lane)
    if let next = providers[lane].desk?.next() { begin(next, lane, at: now, on: &agenda) }
    let handle = done.ticket.message
    let waits =
      messages.isLive(handle) && messages[handle.index].state == .inFlight
      && messages[handle.index].delivery.attempts == done.ticket.attempt
    guard waits else { return noteLateSuccess(done.ticket, lane, at: now) }
    guard !providers[lane].isSilent(done.ticket.fate) else { return }
    if done.ticket.travel == 0 {
      answer(handle, at: now, on: &agenda)
    } else {
      agenda.schedule(
        WorldEvent(.answer, handle, attempt: messages[handle.index].delivery.attempts).bits,
        at: now.advanced(byNanoseconds: done.ticket.travel)
      )
    }
  }
}

extension GatewayWorld {
  /// Work that nobody waits for any more may reach its device all the same: the duplicate trap.
  private mutating func noteLateSuccess(_ ticket: ServiceDesk.Ticket, _ lane: Int, at now: Instant)
  {
    let handle = ticket.message
    guard messages.isLive(handle), ticket.attempt <= messages[handle.index].delivery.attempts else {
      return
    }
    let reply = providers[lane].answer(
      to: messages[handle.index].id,
      attempt: ticket.attempt,
      fate: ticket.fate,
      at: now.nanoseconds
    )
    if reply.reaches { messages[handle.index].marks.insert(.reached) }
  }
}

/// A ticket on a slot, and whose slot it is.
struct ServiceTicket: BitwiseCopyable {
  var ticket: ServiceDesk.Ticket
  var lane: UInt8
}
