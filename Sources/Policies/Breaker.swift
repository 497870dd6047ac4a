public import TimeAndChance

/// Stops calling a system that fails, proves its recovery with a few probes, and lets traffic
/// return on a ramp.
///
/// ```
///             threshold, overdue calls, Retry-After
///   closed ------------------------------------------> open <----------------+
///     ^                                                 | cool-down over     | probes failed,
///     | ramp over              probes passed            v                    | a trip on the ramp
///   recovering <--------------------------------------- halfOpen ------------+
/// ```
///
/// It is a value: a copy is a snapshot and a twin. It holds no clock, no dice and no callbacks; what
/// it decides comes back as values. `acquire` and `finish` cost about ten nanoseconds while closed
/// and allocate only while the number of calls in flight reaches new heights.
///
/// Each permit belongs to one generation: results of calls from before the last opening, closing or
/// probing decide nothing (Polly, resilience4j and failsafe-go let them; gobreaker does not). The
/// scope (connection, server, region, fleet) is the holder's choice.
public struct Breaker: Sendable, Hashable {
  /// The choices in force; change them with `reconfigure`.
  public internal(set) var configuration: Configuration
  /// Where the breaker stands, as of the last call.
  public internal(set) var phase: Phase
  /// What happened since the breaker was made.
  public internal(set) var meters = Meters()
  /// Calls that were refused in the current phase.
  public internal(set) var refusedInPhase = 0
  /// Results without evidence in the current phase.
  public internal(set) var ignoredInPhase = 0
  /// Failures since the last success.
  public internal(set) var consecutiveFailures: Int32 = 0

  var limits: BreakerLimits
  var window: BreakerWindow
  var permits = BreakerPermits()
  /// The probes' results; while open, the results that made it open.
  var episode = Counts()
  var since: Int64
  var until = BreakerLimits.never
  /// The earliest instant at which time alone may change something; never too late, perhaps early.
  var due = BreakerLimits.never
  /// The latest instant seen; an earlier one is taken for this one.
  var clock: Int64
  /// The k of the cool-down: openings, forgotten at leisure.
  var level = 0
  var rampAsked = 0
  var rampAllowed = 0
  var lastLump: Int64 = .min
  var exceeds = false
  var journal: ContiguousArray<Transition> = []

  /// Creates a closed breaker whose windows count from `now`.
  public init(_ configuration: Configuration, at now: Instant = .zero) {
    Breaker.validate(configuration)
    self.configuration = configuration
    limits = BreakerLimits(configuration)
    phase = .closed
    since = now.nanoseconds
    clock = now.nanoseconds
    window = BreakerWindow(
      configuration.window,
      semantics: configuration.semantics,
      at: now.nanoseconds
    )
    schedule()
  }

  /// Asks whether a call may be made now.
  ///
  /// A granted permit must come back through `finish`, whatever becomes of the call.
  public mutating func acquire(
    at now: Instant,
    using chance: inout RandomStream
  ) -> Admission {
    let time = max(now.nanoseconds, clock)
    clock = time
    if phase == .closed && time < due { return grant(at: time) }
    return acquireSlowly(at: time, using: &chance)
  }

  /// Takes a permit back together with what became of the call.
  ///
  /// A permit that nobody holds (handed back before, or issued in an earlier phase) changes nothing
  /// but a meter.
  ///
  /// - Returns: The oldest transition that nobody has taken yet, almost always none.
  @discardableResult
  public mutating func finish(
    _ permit: Permit,
    _ outcome: Outcome,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Transition? {
    let time = max(now.nanoseconds, clock)
    clock = time
    if time >= due { pass(until: time, using: &chance) }
    guard permits.take(permit) else {
      finishStray(permit, outcome)
      return takeTransition()
    }
    if phase == .closed, !limits.everyResultTrips, case .success(let elapsed) = outcome,
      elapsed <= limits.slowAfter
    {
      window.add(failed: false, slow: false, weight: 1, at: time)
      consecutiveFailures = 0
    } else {
      settle(outcome, at: time, using: &chance)
    }
    return takeTransition()
  }

  /// Applies what time alone changes, up to and including `now`.
  ///
  /// Calling it is never necessary: every other call does the same first, with the same result.
  ///
  /// - Returns: The oldest transition that nobody has taken yet.
  @discardableResult
  public mutating func advance(
    to now: Instant,
    using chance: inout RandomStream
  ) -> Transition? {
    let time = max(now.nanoseconds, clock)
    clock = time
    if time >= due { pass(until: time, using: &chance) }
    return takeTransition()
  }

  /// Returns the oldest transition that nobody has taken yet.
  ///
  /// Every transition is reported once, in order, by this, `finish` or `advance`. Of more than 64
  /// untaken ones the oldest are dropped.
  @inline(__always)
  public mutating func takeTransition() -> Transition? {
    journal.isEmpty ? nil : journal.removeFirst()
  }

  /// Returns where the record of a permit lies, for having it fetched into the cache.
  ///
  /// Good for nothing else, and not for longer than until the next call.
  @unsafe
  public mutating func record(of permit: Permit) -> UnsafeRawPointer? {
    unsafe permits.record(of: permit)
  }

  /// When time alone may change something next; a host may arm a timer for it, or not care.
  public var nextDeadline: Instant? {
    due == BreakerLimits.never ? nil : Instant(nanoseconds: due)
  }

  /// Calls that hold a permit of the current generation.
  public var outstanding: Int { Int(permits.outstanding) }

  /// Calls in flight for longer than the allowed age, as of the last call.
  public var overdue: Int { Int(permits.overdue) }

  /// Openings in a row, less what was forgotten: the k of the present or last cool-down.
  public var escalation: Int { level }

  /// When the cool-down or the ramp ends; nil in other phases.
  public var phaseEnd: Instant? {
    switch phase {
    case .open, .recovering: Instant(nanoseconds: until)
    case .closed, .halfOpen, .forcedOpen, .disabled, .metricsOnly: nil
    }
  }

  /// Returns what is being judged at `now`: the window, the probes, or what made the breaker open.
  ///
  /// Old results expire on reading; the phase does not change.
  public mutating func counts(at now: Instant) -> Counts {
    clock = max(now.nanoseconds, clock)
    var counts: Counts
    switch phase {
    case .closed, .recovering, .metricsOnly, .disabled: counts = judged(at: clock)
    case .halfOpen, .open, .forcedOpen: counts = episode
    }
    if limits.countsAdmitted { counts.total += permits.outstanding }
    return counts
  }

  @inline(__always)
  mutating func grant(at time: Int64) -> Admission {
    if permits.hasNoYoung { due = min(due, saturatingSum(time, limits.overdueAge)) }
    meters.granted &+= 1
    return .granted(permits.issue(at: time))
  }
}
