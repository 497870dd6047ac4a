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
    case .some(.serving): serve(ticket, lane, at: now, on: &agenda)
    case .some(.queued): break
    case .some(.full):
      switch providers[lane].plan.capacity?.whenFull {
      case .some(.silence), .none: messages[handle.index].fate = AnswerMix.silence
      case .some(.answer):
        messages[handle.index].fate = AnswerMix.full
        agenda.schedule(WorldEvent(.answer, handle).bits, at: min(back, limit))
        return
      }
    }
    if limit < .distantFuture {
      agenda.schedule(WorldEvent(.timeout, handle).bits, at: limit)
    }
  }

  /// Starts the service of a ticket.
  private mutating func serve(
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
    if let next = providers[lane].desk?.next() { serve(next, lane, at: now, on: &agenda) }
    let handle = done.ticket.message
    let waits =
      messages.isLive(handle) && messages[handle.index].state == .inFlight
      && messages[handle.index].delivery.attempts == done.ticket.attempt
    guard waits else { return }
    guard !providers[lane].isSilent(done.ticket.fate) else { return }
    if done.ticket.travel == 0 {
      answer(handle, at: now, on: &agenda)
    } else {
      agenda.schedule(
        WorldEvent(.answer, handle).bits,
        at: now.advanced(byNanoseconds: done.ticket.travel)
      )
    }
  }

  /// A fault begins (even turn) or ends (odd turn).
  mutating func turn(_ turn: Int, at now: Instant, on agenda: inout Agenda) {
    let index = turn / 2
    let fault = faults.faults[index]
    let begins = turn % 2 == 0
    faults.set(index, acts: begins)
    recorder.events.append(
      WorldRecord(
        nanoseconds: now.nanoseconds,
        what: .fault,
        server: -1,
        lane: fault.lane,
        fault: index,
        from: begins ? "healthy" : "acting",
        to: begins ? "acting" : "over",
        reason: fault.name
      )
    )
    switch fault.hits {
    case .provider(let lane), .network(let lane), .tokens(let lane): refresh(lane)
    case .region, .servers, .fleet: break
    }
  }

  /// Recomputes what a provider does from its base and the faults that act.
  private mutating func refresh(_ lane: Int) {
    let base = providers[lane].plan.answers
    var answers: [LiveAnswer] = []
    var replaced: [String] = []
    var slow: [LiveFactor] = []
    var far: [LiveFactor] = []
    for fault in faults.acting(on: lane) {
      let since = fault.at.wholeNanoseconds
      switch fault.act {
      case .answers(let shares):
        for share in shares {
          replaced.append(share.key)
          answers.append(LiveAnswer(share, since: since, envelope: fault.envelope))
        }
      case .latency(let profile):
        let factor = LiveFactor(profile: profile, envelope: fault.envelope, since: since)
        if case .network = fault.hits { far.append(factor) } else { slow.append(factor) }
      case .silent(let share):
        let silence = AnswerShare(
          key: "no-answer",
          reply: .silence,
          share: Profile(constant: share)
        )
        answers.append(LiveAnswer(silence, since: since, envelope: fault.envelope))
      case .streams, .close, .lose, .crash, .deploy, .corrupt, .policy, .capacity: break
      }
    }
    let kept = base.filter { !replaced.contains($0.key) }.map { LiveAnswer($0) }
    providers[lane].set(answers: kept + answers)
    providers[lane].slowdowns = slow
    providers[lane].networkSlowdowns = far
  }
}

/// A ticket on a slot, and whose slot it is.
struct ServiceTicket: BitwiseCopyable {
  var ticket: ServiceDesk.Ticket
  var lane: UInt8
}
