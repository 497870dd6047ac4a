public import TimeAndChance

/// What an operator may do.
extension Breaker {
  /// An operator's order.
  public enum Order: Sendable, Hashable {
    /// Open, for the usual cool-down or for a given time.
    case open(for: Duration?)
    /// Let probes through now.
    case probe
    /// Close, keeping the memory of earlier openings if they decay.
    case close
    /// Close and forget everything.
    case reset
    /// Stay open until another order.
    case forceOpen
    /// Let everything through and record nothing until another order.
    case disable
    /// Let everything through and report what would have opened the breaker, until another order.
    case metricsOnly
  }

  /// Obeys an operator; false when the order is not allowed in the current phase.
  @discardableResult
  public mutating func obey(
    _ order: Order,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Bool {
    let time = max(now.nanoseconds, clock)
    clock = time
    if time >= due { pass(until: time, using: &chance) }
    switch order {
    case .open(let span):
      trip(.operated, at: time, lasting: span?.wholeNanoseconds, using: &chance)
    case .probe:
      guard phase != .closed || configuration.semantics.probesFromClosed else { return false }
      enter(.halfOpen, because: .operated, at: time)
    case .close: enter(.closed, because: .operated, at: time)
    case .reset:
      level = 0
      enter(.closed, because: .operated, at: time)
      window.clear(at: time)
    case .forceOpen: enter(.forcedOpen, because: .operated, at: time)
    case .disable: enter(.disabled, because: .operated, at: time)
    case .metricsOnly: enter(.metricsOnly, because: .operated, at: time)
    }
    return true
  }

  /// Begins the ramp as if the probes had passed; closes when there is none.
  public mutating func recover(at now: Instant, using chance: inout RandomStream) {
    let time = max(now.nanoseconds, clock)
    clock = time
    if time >= due { pass(until: time, using: &chance) }
    becomeHealthy(because: .operated, at: time)
  }

  /// Changes the choices while the breaker works.
  ///
  /// Phase, permits, cool-down and escalation stay. The window stays when its shape does; otherwise
  /// it begins empty. A window that exceeds a new threshold opens with the next bad result.
  public mutating func reconfigure(
    _ new: Configuration,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    Breaker.validate(new)
    let time = max(now.nanoseconds, clock)
    clock = time
    if time >= due { pass(until: time, using: &chance) }
    let old = configuration
    configuration = new
    limits = BreakerLimits(new)
    if old.window != new.window
      || old.semantics.windowStartsWithPhase != new.semantics.windowStartsWithPhase
    {
      window = BreakerWindow(new.window, semantics: new.semantics, at: time)
    }
    schedule()
  }

  static func validate(_ configuration: Configuration) {
    let probes = configuration.probes
    precondition(probes.count > 0, "a breaker needs a probe, found \(probes.count)")
    precondition(probes.lease > .zero, "a lease has a length, found \(probes.lease)")
    if case .successes(let needed) = probes.rule {
      precondition(
        needed >= 1 && needed <= probes.count,
        "of \(probes.count) probes 1...\(probes.count) can be needed, found \(needed)"
      )
    }
    precondition(
      configuration.coolDown.base >= .zero && configuration.coolDown.factor >= 1,
      "a cool-down is not negative and does not shrink"
    )
    if let lumping = configuration.lumping {
      precondition(lumping.weight >= 1, "a lump counts at least once, found \(lumping.weight)")
    }
  }
}
