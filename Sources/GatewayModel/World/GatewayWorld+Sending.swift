import GatewayCore
import Policies
import Simulation
import Statistics
import TimeAndChance

extension GatewayWorld {
  /// Asks a message's server what to do with it, and does it.
  mutating func ask(
    _ handle: Slab<Message>.Handle,
    isNew: Bool,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let server = Int(messages[handle.index].server)
    let scope = servers[server].scope
    let lane = messages[handle.index].delivery.lane
    if servers[server].machine.feelsPressure { senseLine(of: server, lane, at: now) }
    let step: Step
    if isBehind, behind.isBehind(scope, Int(lane), at: now) {
      step = servers[server].machine.offer(
        &messages[handle.index].delivery,
        isNew: isNew,
        sharing: &behind.views[scope],
        at: now,
        using: &chances[server]
      )
    } else {
      step = servers[server].machine.offer(
        &messages[handle.index].delivery,
        isNew: isNew,
        sharing: &shared[scope],
        at: now,
        using: &chances[server]
      )
    }
    if case .send(let limit) = step {
      send(handle, timeoutAt: limit, at: now, on: &agenda)
    } else {
      noteRefusal(handle, step, at: now)
      perform(step, handle, at: now, on: &agenda)
    }
    updateRoom(server, lane, at: now, on: &agenda)
    if servers[server].machine.hasNotices { takeNotices(server, handle, at: now) }
  }

  /// Tells the ladder how many wait, as long as anybody waits or it believes so.
  @inline(__always)
  private mutating func senseLine(of server: Int, _ lane: UInt8, at now: Instant) {
    let line = isPull ? servers[server].region : server
    let waiting = lines.count(in: line, lane: Int(lane))
    let bit: UInt64 = 1 << UInt64(lane & 63)
    if waiting == 0 && servers[server].feltLines & bit == 0 { return }
    if waiting == 0 && lane < 64 {
      servers[server].feltLines &= ~bit
    } else {
      servers[server].feltLines |= bit
    }
    servers[server].machine.sense(queue: waiting, towards: lane, at: now)
  }

  /// Writes a request: draws how it will go and schedules what is known of its end.
  private mutating func send(
    _ handle: Slab<Message>.Handle,
    timeoutAt limit: Instant,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let id = MessageID(messages[handle.index].id)
    let lane = messages[handle.index].delivery.lane
    let cell = recorder.cell(id.trafficClass, lane)
    recorder.counters[cell].attempts &+= hasBatches ? batches.size(of: handle.index) : 1
    if messages[handle.index].delivery.isOnFallback {
      recorder.counters[cell].fallbackSends &+= 1
    }
    recorder.inFlight[cell].rise(at: now.nanoseconds)
    if !messages[handle.index].marks.contains(.attempted) { noteFirstAttempt(handle, id, at: now) }
    if hasBatches { noteFirstAttempts(handle, at: now) }
    messages[handle.index].state = .inFlight
    if isStaged {
      stage(handle, timeoutAt: limit, at: now, on: &agenda)
    } else {
      transmit(handle, timeoutAt: limit, at: now, on: &agenda)
    }
    if hasHedges, messages.isLive(handle) { watchForHedge(handle, at: now, on: &agenda) }
    if hasBatches, messages.isLive(handle), messages[handle.index].delivery.isOnFallback {
      partForFallback(handle, at: now, on: &agenda)
    }
  }

  /// The request leaves the server.
  @inline(__always)
  mutating func transmit(
    _ handle: Slab<Message>.Handle,
    timeoutAt limit: Instant,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let id = MessageID(messages[handle.index].id)
    let lane = messages[handle.index].delivery.lane
    let attempt = messages[handle.index].delivery.attempts
    // A policy that was rolled out since the stream was lent may allow less time than has passed.
    let limit = max(limit, now)
    var work = providers[Int(lane)].prospect(of: id.bits, attempt: attempt, at: now.nanoseconds)
    if isTroubled { afflict(handle, &work, at: now) }
    if hasExtras { slowDown(&work, handle, id) }
    messages[handle.index].fate = work.fate
    if hasDoors, let refused = refusedAtTheDoor(handle, Int(lane), at: now) {
      messages[handle.index].fate = refused
      let back = now.advanced(byNanoseconds: work.travel)
      agenda.schedule(WorldEvent(.answer, handle, attempt: attempt).bits, at: min(back, limit))
      return
    }
    if hasDoors, providers[Int(lane)].desk != nil {
      enter(handle, work, Int(lane), timeoutAt: limit, at: now, on: &agenda)
      return
    }
    let done = now.advanced(byNanoseconds: work.work &+ work.travel)
    let isSilent = work.fate >= AnswerMix.silence && providers[Int(lane)].isSilent(work.fate)
    if done < limit && !isSilent {
      agenda.schedule(WorldEvent(.answer, handle, attempt: attempt).bits, at: done)
    } else if limit < .distantFuture {
      agenda.schedule(WorldEvent(.timeout, handle, attempt: attempt).bits, at: limit)
      // The provider may act on what nobody waits for: the trap in which duplicates are made.
      let fate = isSilent ? work.fate : AnswerMix.open
      let reply = providers[Int(lane)]
        .answer(to: id.bits, attempt: attempt, fate: fate, at: done.nanoseconds)
      if reply.reaches { messages[handle.index].marks.insert(.reached) }
    } else if !isSilent {
      agenda.schedule(WorldEvent(.answer, handle, attempt: attempt).bits, at: done)
    }
  }

  /// 429 before any work is done.
  private mutating func refusedAtTheDoor(
    _ handle: Slab<Message>.Handle,
    _ lane: Int,
    at now: Instant
  ) -> UInt8? {
    if providers[lane].quota != nil {
      let calls = hasBatches ? batches.size(of: handle.index) : 1
      if providers[lane].quota?.admits(calls, at: now.nanoseconds) == false {
        return AnswerMix.overQuota
      }
    }
    return hasExtras && isTooFast(handle, lane, at: now) ? AnswerMix.overDevice : nil
  }

  mutating func noteFirstAttempt(
    _ handle: Slab<Message>.Handle,
    _ id: MessageID,
    at now: Instant
  ) {
    messages[handle.index].marks.insert(.attempted)
    let home = recorder.cell(id.trafficClass, id.home)
    let cohort = Int(messages[handle.index].cohort)
    let waited = messages[handle.index].delivery.offered.nanoseconds(to: now)
    recorder.counters[home].attempted &+= 1
    if waited > 0 {
      recorder.wait[recorder.place(cohort, home)].record(waited)
      recorder.counters[home].waited &+= 1
    } else {
      recorder.unwaited[recorder.place(cohort, home)] &+= 1
    }
  }

  /// An answer has arrived.
  mutating func answer(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    guard messages[handle.index].state == .inFlight else { return }
    let lane = Int(messages[handle.index].delivery.lane)
    let fate = messages[handle.index].fate
    var reply = providers[lane].answer(
      to: messages[handle.index].id,
      attempt: messages[handle.index].delivery.attempts,
      fate: fate,
      at: now.nanoseconds
    )
    if !isTroubled && !hasDetours && reply.answer.isPlainSuccess {
      return succeed(handle, at: now, on: &agenda)
    }
    if fate == AnswerMix.overQuota {
      reply.answer = Answer(
        status: 429,
        reason: .fcmQuotaExceeded,
        detail: .messageRate,
        retryAfterNanoseconds: providers[lane].quota?.retryAfter(at: now.nanoseconds) ?? -1
      )
    }
    if isTroubled, fate == AnswerMix.open {
      if let whole = afflicted(handle, at: now) { reply = whole }
      if isCutOff(handle, at: now) { return lose(handle, reply, at: now, on: &agenda) }
    }
    // Of a batch, each token is answered about on its own once the call has succeeded.
    if hasExtras, !hasBatches || batches.size(of: handle.index) == 1 {
      reply = specialised(reply, messages[handle.index], at: now)
    }
    if hasLoadHeaders { hearLoad(Int(messages[handle.index].server), lane, at: now) }
    if reply.reaches && !reply.answer.isAccepted { messages[handle.index].marks.insert(.reached) }
    settle(handle, reply.answer, at: now, on: &agenda)
  }

  /// The way of most messages, with everything looked up once: what `settle` and `finish` do for a
  /// success when nothing in this world could make more of it.
  private mutating func succeed(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let id = MessageID(messages[handle.index].id)
    let server = Int(messages[handle.index].server)
    let lane = messages[handle.index].delivery.lane
    let cell = recorder.cell(id.trafficClass, lane)
    let started = messages[handle.index].delivery.started
    let elapsed = started.nanoseconds(to: now)
    let isAtOnce =
      started == messages[handle.index].delivery.offered && lane == id.home
      && Int(messages[handle.index].cohort) == recorder.cohort
    recorder.inFlight[cell].fall(at: now.nanoseconds)
    if isAtOnce {
      recorder.atOnce[recorder.place(recorder.cohort, cell)].record(elapsed)
    } else {
      recorder.roundTrip[recorder.place(recorder.cohort, cell)].record(elapsed)
    }
    let step = servers[server].machine.answered(
      &messages[handle.index].delivery,
      .accepted,
      sharing: &shared[servers[server].scope],
      at: now,
      using: &chances[server]
    )
    guard case .end(let ending) = step else {
      preconditionFailure("a success ends its message")
    }
    let home = recorder.cell(id.trafficClass, id.home)
    recorder.counters[home].count(ending)
    noteAccepted(handle, id, home, isCounted: isAtOnce, at: now)
    messages.remove(at: handle.index)
    if servers[server].machine.hasNotices { takeNotices(server, nil, at: now) }
    serve(server, lane, at: now, on: &agenda)
    if sharesRoom { serveOthers(server, than: lane, at: now, on: &agenda) }
  }

  mutating func timeOut(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    settle(handle, Answer(.timeout), at: now, on: &agenda)
  }

  /// Tells the server how an attempt ended, and does what follows.
  mutating func settle(
    _ handle: Slab<Message>.Handle,
    _ answer: Answer,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let server = Int(messages[handle.index].server)
    let scope = servers[server].scope
    let lane = messages[handle.index].delivery.lane
    noteAnswer(handle, answer, at: now)
    // Apple does not hold 410 against the sender.
    if closesOnErrors, answer.status >= 400, answer.status != 410 {
      countError(handle, at: now, on: &agenda)
    }
    let step = servers[server].machine.answered(
      &messages[handle.index].delivery,
      answer,
      sharing: &shared[scope],
      at: now,
      using: &chances[server]
    )
    if case .send(let limit) = step {
      send(handle, timeoutAt: limit, at: now, on: &agenda)
    } else {
      perform(step, handle, at: now, on: &agenda)
    }
    if servers[server].machine.hasNotices { takeNotices(server, handle, at: now) }
    serve(server, lane, at: now, on: &agenda)
    if sharesRoom { serveOthers(server, than: lane, at: now, on: &agenda) }
  }

  private mutating func noteAnswer(
    _ handle: Slab<Message>.Handle,
    _ answer: Answer,
    at now: Instant
  ) {
    let id = MessageID(messages[handle.index].id)
    let lane = messages[handle.index].delivery.lane
    let cell = recorder.cell(id.trafficClass, lane)
    recorder.inFlight[cell].fall(at: now.nanoseconds)
    let elapsed = messages[handle.index].delivery.started.nanoseconds(to: now)
    recorder.roundTrip[recorder.place(recorder.cohort, cell)].record(elapsed)
    if hasExtras && !routes.isEmpty { hearRoute(Int(lane), answer, at: now) }
    guard !answer.isPlainSuccess else { return }
    for _ in 0..<(hasBatches ? batches.size(of: handle.index) : 1) {
      if providers[Int(lane)].quota != nil { providers[Int(lane)].settleQuota(answer) }
      recorder.note(answer, in: cell)
    }
  }

  /// Does what a machine decided, other than sending.
  mutating func perform(
    _ step: Step,
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    if hasHedges, stopsShort(step, handle, at: now, on: &agenda) { return }
    switch step {
    case .send(let limit): send(handle, timeoutAt: limit, at: now, on: &agenda)
    case .wait: wait(handle, at: now, on: &agenda)
    case .delay(let until), .retry(let until):
      messages[handle.index].state = .pausing
      agenda.schedule(WorldEvent(.again, handle).bits, at: max(until, now))
    case .park(let until): park(handle, until: until, at: now, on: &agenda)
    case .end(let ending): finish(handle, ending, at: now, on: &agenda)
    }
  }

  /// A pause is over.
  mutating func again(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    if messages[handle.index].state == .held { return release(handle, at: now, on: &agenda) }
    guard messages[handle.index].state == .pausing else { return }
    ask(handle, isNew: false, at: now, on: &agenda)
  }

  /// No stream is free where it was asked: it waits in that server's line, or in its region's.
  private mutating func wait(
    _ handle: Slab<Message>.Handle,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    let server = Int(messages[handle.index].server)
    guard isPull, !holdsMore(server) else {
      enqueue(handle, scope: ownLine(of: server), at: now, on: &agenda)
      return
    }
    forget(handle, at: now)
    messages[handle.index].server = .max
    enqueue(handle, scope: Int(messages[handle.index].region), at: now, on: &agenda)
  }

  /// Lets those who wait have what has become free at a server.
  mutating func serve(_ server: Int, _ lane: UInt8, at now: Instant, on agenda: inout Agenda) {
    let scope = isPull ? servers[server].region : server
    if prefetch > 0 { serveOwn(server, lane, at: now, on: &agenda) }
    guard lines.count(in: scope, lane: Int(lane)) > 0 else {
      return updateRoom(server, lane, at: now, on: &agenda)
    }
    while servers[server].isUp,
      servers[server].machine.hasRoom(towards: lane) || holdsMore(server),
      !limitsMemory || fits(server),
      let handle = nextWaiting(scope: scope, lane: Int(lane))
    {
      recorder.queued[homeCell(of: handle)].fall(at: now.nanoseconds)
      messages[handle.index].state = .unassigned
      messages[handle.index].server = UInt32(server)
      ask(handle, isNew: isPull, at: now, on: &agenda)
    }
    updateRoom(server, lane, at: now, on: &agenda)
  }

  mutating func nextWaiting(scope: Int, lane: Int) -> Slab<Message>.Handle? {
    guard lines.count(in: scope, lane: lane) > 0 else { return nil }
    while let handle = isFair
      ? fair.take(scope: scope, lane: lane) : lines.take(scope: scope, lane: lane)
    {
      // Who left this line for the one to its fallback, or a server's own for the common one, is not
      // here any more.
      if messages.isLive(handle), messages[handle.index].state == .queued,
        Int(messages[handle.index].delivery.lane) == lane,
        line(of: messages[handle.index]) == scope
      {
        lines.left(scope: scope, lane: lane)
        return handle
      }
    }
    return nil
  }

  /// Keeps the map of servers with room, and the next attention of the pools, up to date.
  @inline(__always)
  mutating func updateRoom(
    _ server: Int,
    _ lane: UInt8,
    at now: Instant,
    on agenda: inout Agenda
  ) {
    if hasUncapped, isUncapped[Int(lane)] { makeStreams(server, Int(lane)) }
    if isPull {
      let region = servers[server].region
      let hasRoom =
        servers[server].isUp
        && (servers[server].machine.hasRoom(towards: lane) || holdsMore(server))
        && (!limitsMemory || fits(server))
      rooms[region &* lanes &+ Int(lane)].set(server &- regions[region].firstServer, hasRoom)
    }
    let deadline = servers[server].machine.lanes[Int(lane)].pool.nextDeadline.nanoseconds
    if deadline < servers[server].attendAt {
      servers[server].attendAt = deadline
      agenda.schedule(
        WorldEvent(.attend, UInt32(server)).bits,
        at: Instant(nanoseconds: max(deadline, now.nanoseconds))
      )
    }
    if servers[server].machine.lanes[Int(lane)].pool.hasEffects {
      performPoolEffects(server, lane, at: now, on: &agenda)
    }
  }
}
