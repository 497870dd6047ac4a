import TimeAndChance

/// What time, calls and results do in each phase.
extension Breaker {
  @inline(never)
  mutating func acquireSlowly(at time: Int64, using chance: inout RandomStream) -> Admission {
    if time >= due { pass(until: time, using: &chance) }
    switch phase {
    case .closed, .metricsOnly: return grant(at: time)
    case .disabled:
      meters.granted &+= 1
      return .granted(.bystander)
    case .forcedOpen: return refuse(.forcedOpen, retryAt: BreakerLimits.never)
    case .open:
      guard time >= until && until != BreakerLimits.never else {
        return refuse(.open, retryAt: until)
      }
      coolDownEnds(at: time)
      return acquireSlowly(at: time, using: &chance)
    case .halfOpen: return admitProbe(at: time)
    case .recovering: return admitOnRamp(at: time, using: &chance)
    }
  }

  private mutating func refuse(_ cause: Refusal.Cause, retryAt: Int64) -> Admission {
    if configuration.isDryRun {
      meters.wouldRefuse &+= 1
      meters.granted &+= 1
      return .granted(.bystander)
    }
    meters.refused &+= 1
    refusedInPhase += 1
    return .refused(Refusal(cause, retryAt: retryAt))
  }

  private mutating func admitProbe(at time: Int64) -> Admission {
    let spent =
      switch configuration.probes.budget {
      case .perEpisode: permits.outstanding + episode.total
      case .concurrent: permits.outstanding
      }
    guard spent < configuration.probes.count else { return refuse(.probesBusy, retryAt: due) }
    meters.probes &+= 1
    meters.granted &+= 1
    let permit = permits.issue(at: time)
    schedule()
    return .granted(permit)
  }

  private mutating func admitOnRamp(
    at time: Int64,
    using chance: inout RandomStream
  ) -> Admission {
    guard let ramp = configuration.ramp else { return grant(at: time) }
    let share = Double(time - since) / Double(max(1, until - since))
    rampAsked += 1
    let passes: Bool
    switch ramp.law {
    case .slowStart(let floor, let aggression):
      // u < share^(1/a) is u^a < share, which needs no root and is exact on every machine.
      let draw = chance.unit()
      var power = draw
      for _ in 1..<max(1, aggression) { power *= draw }
      passes = draw < floor.value || power < share
    case .cumulative(let ceiling):
      passes = Double(rampAllowed + 1) / Double(rampAsked) < ceiling.value * share
    }
    if passes {
      rampAllowed += 1
      return grant(at: time)
    }
    // Twice the elapsed time is when twice as many pass.
    let wait = max(time - since, (until - since) / 8)
    return refuse(.ramping, retryAt: min(until, saturatingSum(time, wait)))
  }

  /// Finds the next instant at which time alone may change something.
  mutating func schedule() {
    switch phase {
    case .closed, .recovering, .metricsOnly:
      due = window.isInterval ? window.edge : BreakerLimits.never
      if phase == .recovering { due = min(due, until) }
      if let issue = permits.oldestYoungIssue {
        due = min(due, saturatingSum(issue, limits.overdueAge))
      }
      if let issue = permits.oldestOverdueIssue {
        due = min(due, saturatingSum(issue, limits.forgottenAge))
      }
    case .open:
      due = configuration.semantics.halfOpensByTime ? until : BreakerLimits.never
    case .halfOpen:
      due = BreakerLimits.never
      if let wait = configuration.probes.maxWait {
        due = saturatingSum(since, wait.wholeNanoseconds)
      }
      if let issue = permits.oldestYoungIssue {
        due = min(due, leaseEnd(of: issue))
      }
    case .forcedOpen, .disabled: due = BreakerLimits.never
    }
  }

  private func leaseEnd(of issue: Int64) -> Int64 {
    saturatingSum(issue, saturatingSum(configuration.probes.lease.wholeNanoseconds, 1))
  }

  /// Applies everything that falls due up to `time`, each at its own instant.
  @inline(never)
  mutating func pass(until time: Int64, using chance: inout RandomStream) {
    while due <= time && due != BreakerLimits.never {
      let moment = due
      switch phase {
      case .closed, .recovering, .metricsOnly: age(at: moment, using: &chance)
      case .open: coolDownEnds(at: moment)
      case .halfOpen: expireProbes(at: moment, using: &chance)
      case .forcedOpen, .disabled: schedule()
      }
    }
  }

  private mutating func age(at moment: Int64, using chance: inout RandomStream) {
    if window.isInterval && moment >= window.edge {
      window.expire(at: moment)
      permits.beginGeneration()
      consecutiveFailures = 0
    }
    while let issue = permits.oldestOverdueIssue,
      saturatingSum(issue, limits.forgottenAge) <= moment
    {
      permits.forgetOldestOverdue()
    }
    var moreOverdue = false
    while let issue = permits.oldestYoungIssue, saturatingSum(issue, limits.overdueAge) <= moment {
      permits.markOverdue()
      moreOverdue = true
    }
    if phase == .recovering && moment >= until {
      enter(.closed, because: .rampOver, at: moment)
    }
    if moreOverdue { judge(at: moment, using: &chance) }
    schedule()
  }

  private mutating func expireProbes(at moment: Int64, using chance: inout RandomStream) {
    if let wait = configuration.probes.maxWait,
      saturatingSum(since, wait.wholeNanoseconds) <= moment
    {
      switch configuration.probes.maxWaitVerdict {
      case .opens: trip(.probesLate, at: moment, using: &chance)
      case .closes: becomeHealthy(because: .probesLate, at: moment)
      }
      return
    }
    if let issue = permits.oldestYoungIssue, leaseEnd(of: issue) <= moment {
      permits.revokeOldest()
      meters.lostProbes &+= 1
      recordProbe(failed: true, slow: true, at: moment, using: &chance)
    }
    schedule()
  }

  /// What is judged while closed: the window, and the calls in flight for too long.
  mutating func judged(at time: Int64) -> Counts {
    window.expire(at: time)
    var counts = window.sum
    let overdue = permits.overdue
    counts.total += overdue
    counts.slow += overdue
    counts.bad += overdue
    return counts
  }
}
