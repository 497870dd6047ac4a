import TimeAndChance

/// What results mean, and how the breaker moves between its phases.
extension Breaker {
  /// Meters a permit that nobody holds.
  mutating func finishStray(_ permit: Permit, _ outcome: Outcome) {
    if permit == .bystander { return }
    guard permits.isLate(permit) else {
      meters.misused &+= 1
      return
    }
    meters.late &+= 1
    guard phase == .open && configuration.semantics.lateResultsJoinOpen else { return }
    switch outcome {
    case .success(let elapsed): episode.add(failed: false, slow: elapsed > limits.slowAfter)
    case .failure(let elapsed), .lumpedFailure(let elapsed), .tripsFor(_, let elapsed):
      episode.add(failed: true, slow: elapsed > limits.slowAfter)
    case .ignored, .abandoned: break
    }
  }

  /// Takes the outcome of a call that held a good permit.
  mutating func settle(_ outcome: Outcome, at time: Int64, using chance: inout RandomStream) {
    switch outcome {
    case .success(let elapsed):
      record(failed: false, slow: elapsed > limits.slowAfter, at: time, using: &chance)
    case .failure(let elapsed):
      let lumps = configuration.lumping?.everyFailure ?? false
      settleFailure(elapsed, lumps: lumps, at: time, using: &chance)
    case .lumpedFailure(let elapsed):
      settleFailure(elapsed, lumps: true, at: time, using: &chance)
    case .tripsFor(let nanoseconds, let elapsed):
      guard let belief = configuration.retryAfter, nanoseconds > 0, phase != .metricsOnly else {
        return settleFailure(elapsed, lumps: false, at: time, using: &chance)
      }
      let believed = min(nanoseconds, belief.atMost.wholeNanoseconds)
      let extra = Double(believed) * belief.jitter.value
      let jitter = extra < 1 ? 0 : chance.nanoseconds(below: nanosecondsRounded(extra))
      note(failed: true, slow: elapsed > limits.slowAfter, weight: 1, at: time)
      trip(.retryAfter, at: time, lasting: saturatingSum(believed, jitter), using: &chance)
    case .ignored, .abandoned:
      ignoredInPhase += 1
      if phase == .halfOpen { schedule() }
    }
  }

  private mutating func settleFailure(
    _ elapsed: Int64,
    lumps: Bool,
    at time: Int64,
    using chance: inout RandomStream
  ) {
    var weight: Int32 = 1
    if lumps, let lumping = configuration.lumping {
      if lastLump != .min && time < saturatingSum(lastLump, lumping.within.wholeNanoseconds) {
        meters.lumped &+= 1
        if phase == .halfOpen { schedule() }
        return
      }
      lastLump = time
      weight = Int32(clamping: lumping.weight)
    }
    let slow = elapsed > limits.slowAfter
    record(failed: true, slow: slow, weight: weight, at: time, using: &chance)
  }

  private mutating func note(failed: Bool, slow: Bool, weight: Int32, at time: Int64) {
    if phase == .halfOpen {
      episode.add(failed: failed, slow: slow)
    } else {
      window.add(failed: failed, slow: slow, weight: weight, at: time)
      consecutiveFailures = failed ? consecutiveFailures &+ weight : 0
    }
  }

  private mutating func record(
    failed: Bool,
    slow: Bool,
    weight: Int32 = 1,
    at time: Int64,
    using chance: inout RandomStream
  ) {
    if phase == .halfOpen {
      return recordProbe(failed: failed, slow: slow, at: time, using: &chance)
    }
    note(failed: failed, slow: slow, weight: weight, at: time)
    if failed || slow || limits.everyResultTrips || phase == .metricsOnly {
      judge(at: time, using: &chance)
    }
  }

  /// Opens when a threshold is reached.
  mutating func judge(at time: Int64, using chance: inout RandomStream) {
    let counts = judged(at: time)
    let reason =
      consecutiveFailures >= limits.consecutive
      ? .consecutiveFailures : limits.exceeded(by: counts)
    guard phase == .metricsOnly else {
      if let reason { trip(reason, at: time, using: &chance) }
      return
    }
    guard exceeds != (reason != nil) else { return }
    exceeds.toggle()
    log(.metricsOnly, because: reason ?? .thresholdCleared, at: time, until: BreakerLimits.never)
  }

  mutating func recordProbe(
    failed: Bool,
    slow: Bool,
    at time: Int64,
    using chance: inout RandomStream
  ) {
    episode.add(failed: failed, slow: slow)
    let probes = configuration.probes
    let passed: Bool
    switch probes.rule {
    case .successes(let needed):
      if Int(episode.total - episode.bad) >= needed {
        passed = true
      } else if Int(episode.bad) > probes.count - needed {
        passed = false
      } else {
        return schedule()
      }
    case .rates:
      guard Int(episode.total) >= min(max(1, configuration.minimumCalls), probes.count) else {
        return schedule()
      }
      passed = limits.judgesRates ? limits.rateExceeded(by: episode) == nil : episode.bad == 0
    case .waived: passed = episode.bad == 0
    }
    if passed {
      becomeHealthy(because: .probesPassed, at: time)
    } else {
      trip(.probesFailed, at: time, using: &chance)
    }
  }

  mutating func becomeHealthy(because reason: Transition.Reason, at time: Int64) {
    if let ramp = configuration.ramp, ramp.span > .zero {
      let end = saturatingSum(time, ramp.span.wholeNanoseconds)
      enter(.recovering, because: reason, at: time, until: end)
    } else {
      enter(.closed, because: reason, at: time)
    }
  }

  /// Ends the cool-down.
  mutating func coolDownEnds(at time: Int64) {
    if configuration.probes.rule == .waived {
      becomeHealthy(because: .coolDownOver, at: time)
    } else {
      enter(.halfOpen, because: .coolDownOver, at: time)
    }
  }

  /// Opens for the cool-down, or for a time that was asked for.
  mutating func trip(
    _ reason: Transition.Reason,
    at time: Int64,
    lasting: Int64? = nil,
    using chance: inout RandomStream
  ) {
    if reason != .operated { meters.openings &+= 1 }
    level = remembered(at: time)
    let span: Int64
    if let lasting {
      span = lasting
    } else {
      if level == 0 || uncapped(level) < configuration.coolDown.cap.inSeconds { level += 1 }
      span = coolDown(using: &chance)
    }
    let end = saturatingSum(time, span)
    let included = configuration.semantics.boundaryIncluded
    enter(.open, because: reason, at: time, until: included ? end : saturatingSum(end, 1))
  }

  /// The k of the cool-down after what was forgotten in quiet spans.
  private func remembered(at time: Int64) -> Int {
    guard phase == .closed, case .decays(let every) = configuration.coolDown.forgetting,
      every > .zero
    else { return level }
    return max(0, level - Int(clamping: (time - since) / every.wholeNanoseconds))
  }

  /// The cool-down of level k in seconds, before cap and jitter.
  private func uncapped(_ level: Int) -> Double {
    let coolDown = configuration.coolDown
    let cap = coolDown.cap.inSeconds
    var span = coolDown.base.inSeconds
    for _ in 1..<max(1, level) where span < cap { span *= coolDown.factor }
    return span
  }

  private func coolDown(using chance: inout RandomStream) -> Int64 {
    let choice = configuration.coolDown
    var span = choice.base.wholeNanoseconds
    if level > 1 {
      span = min(nanosecondsRounded(uncapped(level) * 1e9), choice.cap.wholeNanoseconds)
    }
    let jitter = choice.jitter.value
    guard jitter > 0 else { return span }
    return nanosecondsRounded(Double(span) * chance.uniform(from: 1 - jitter, to: 1 + jitter))
  }

  /// Moves to another phase and forgets what belongs to the last one.
  mutating func enter(
    _ next: Phase,
    because reason: Transition.Reason,
    at time: Int64,
    until end: Int64 = BreakerLimits.never
  ) {
    let counts = log(next, because: reason, at: time, until: end)
    let continues = phase == .recovering && next == .closed
    phase = next
    since = time
    until = end
    refusedInPhase = 0
    ignoredInPhase = 0
    if !continues {
      permits.beginGeneration()
      consecutiveFailures = 0
    }
    switch next {
    case .open, .forcedOpen: episode = limits.countsAdmitted ? Counts() : counts
    case .halfOpen: episode = Counts()
    case .recovering:
      window.clear(at: time)
      rampAsked = 0
      rampAllowed = 0
    case .closed:
      if !continues { window.clear(at: time) }
      if configuration.coolDown.forgetting == .onClose { level = 0 }
    case .disabled, .metricsOnly:
      window.clear(at: time)
      exceeds = false
    }
    schedule()
  }

  @discardableResult
  private mutating func log(
    _ next: Phase,
    because reason: Transition.Reason,
    at time: Int64,
    until end: Int64
  ) -> Counts {
    let counts: Counts
    switch phase {
    case .closed, .recovering, .metricsOnly, .disabled: counts = judged(at: time)
    case .open, .halfOpen, .forcedOpen: counts = episode
    }
    if journal.count == 64 { journal.removeFirst() }
    journal.append(
      Transition(
        at: Instant(nanoseconds: time),
        from: phase,
        to: next,
        reason: reason,
        counts: counts,
        overdue: permits.overdue,
        until: Instant(nanoseconds: end),
        isDryRun: configuration.isDryRun
      )
    )
    return counts
  }
}
