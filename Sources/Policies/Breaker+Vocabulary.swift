public import TimeAndChance

extension Breaker {
  /// Where the breaker stands.
  public enum Phase: UInt8, Sendable, Hashable, CaseIterable {
    /// Everything passes and is judged.
    case closed
    /// Nothing passes until the cool-down is over.
    case open
    /// A few probes pass; their results decide.
    case halfOpen
    /// The probes passed; a growing share of calls passes and is judged.
    case recovering
    /// An operator closed the road; time does not open it again.
    case forcedOpen
    /// An operator switched the breaker off: everything passes, nothing is recorded.
    case disabled
    /// Everything passes and is recorded; crossings of a threshold are only reported.
    case metricsOnly
  }

  /// The right to make one call, to be handed back once through `finish`.
  ///
  /// A plain token of eight bytes, so that it can lie in a message record or an event queue. The
  /// breaker recognises tokens that were handed back before or belong to an earlier phase.
  public struct Permit: Sendable, Hashable, BitwiseCopyable {
    @usableFromInline
    let slot: UInt32
    @usableFromInline
    let serial: UInt32

    /// A permit whose result nobody waits for; `finish` ignores it.
    public static let bystander = Permit(slot: .max, serial: 0)
  }

  /// The answer to the question whether a call may be made now.
  public enum Admission: Sendable, Hashable {
    /// Make the call, then hand the permit back.
    case granted(Permit)
    /// Do not make the call.
    case refused(Refusal)

    /// The permit, when there is one.
    public var permit: Permit? {
      switch self {
      case .granted(let permit): permit
      case .refused: nil
      }
    }

    /// Whether the call may be made.
    public var isGranted: Bool { permit != nil }
  }

  /// Why a call was refused, and when another attempt makes sense.
  public struct Refusal: Sendable, Hashable {
    /// The cause of a refusal.
    public enum Cause: UInt8, Sendable, Hashable, CaseIterable {
      /// The cool-down is running.
      case open
      /// Every probe is out; their results are awaited.
      case probesBusy
      /// The ramp after an outage did not choose this call.
      case ramping
      /// An operator forced the breaker open.
      case forcedOpen
    }

    /// The cause.
    public let cause: Cause
    /// The earliest instant at which the answer can differ; distant when only a person can change it.
    public let retryAt: Instant

    init(_ cause: Cause, retryAt: Int64) {
      self.cause = cause
      self.retryAt = Instant(nanoseconds: retryAt)
    }
  }

  /// What became of a call, as evidence about the other side.
  ///
  /// Durations are whole nanoseconds because this is on the path of every message.
  public enum Outcome: Sendable, Hashable {
    /// The other side did its work (also when it refused *this* message: that is a sign of life).
    case success(elapsed: Int64)
    /// The other side failed.
    case failure(elapsed: Int64)
    /// One of many failures with a single cause (a batch, a lost connection).
    ///
    /// Those within `Lumping.within` of a counted one are not counted again.
    case lumpedFailure(elapsed: Int64)
    /// The other side named the time for which it does not want calls (`Retry-After`).
    case tripsFor(nanoseconds: Int64, elapsed: Int64)
    /// The result says nothing about the other side.
    case ignored
    /// The call was never made, or cancelled.
    case abandoned
  }

  /// What a breaker has seen in its window, its probes, or the calls that made it open.
  public struct Counts: Sendable, Hashable {
    /// Results.
    public var total: Int32 = 0
    /// Results that were failures.
    public var failed: Int32 = 0
    /// Results that took longer than the slow threshold, failures included.
    public var slow: Int32 = 0
    /// Results that failed or were slow.
    public var bad: Int32 = 0

    /// Creates an empty account.
    public init() {}

    /// Results that were not failures.
    public var succeeded: Int32 { total - failed }

    /// Failures per result, or nothing without results.
    public var failureRate: Double? { total > 0 ? Double(failed) / Double(total) : nil }

    /// Slow results per result, or nothing without results.
    public var slowRate: Double? { total > 0 ? Double(slow) / Double(total) : nil }

    @inline(__always)
    mutating func add(failed isFailure: Bool, slow isSlow: Bool, weight: Int32 = 1) {
      total &+= weight
      if isFailure { failed &+= weight }
      if isSlow { slow &+= weight }
      if isFailure || isSlow { bad &+= weight }
    }

    @inline(__always)
    mutating func subtract(_ other: Counts) {
      total &-= other.total
      failed &-= other.failed
      slow &-= other.slow
      bad &-= other.bad
    }
  }

  /// One change of phase with the numbers that explain it.
  public struct Transition: Sendable, Hashable {
    /// What made the breaker move.
    public enum Reason: UInt8, Sendable, Hashable, CaseIterable {
      /// The failure rate reached its threshold.
      case failureRate
      /// The slow rate, calls in flight for too long included, reached its threshold.
      case slowRate
      /// The rate of calls that failed or were slow reached its threshold.
      case badRate
      /// Failures in the window reached the allowed number.
      case failureCount
      /// Failures in a row reached the allowed number.
      case consecutiveFailures
      /// The other side asked for a pause.
      case retryAfter
      /// The cool-down is over.
      case coolDownOver
      /// The probes proved health.
      case probesPassed
      /// The probes can no longer prove health.
      case probesFailed
      /// The probes took too long.
      case probesLate
      /// The ramp is over.
      case rampOver
      /// An operator asked for it.
      case operated
      /// A threshold is no longer exceeded (metrics only).
      case thresholdCleared
    }

    /// When.
    public let at: Instant
    /// The phase before.
    public let from: Phase
    /// The phase after.
    public let to: Phase
    /// Why.
    public let reason: Reason
    /// Results that were judged, calls in flight for too long included.
    public let counts: Counts
    /// Calls in flight for too long, among `counts`.
    public let overdue: Int32
    /// When the new phase ends by itself; distant when it does not.
    public let until: Instant
    /// Whether this only would have happened.
    public let isDryRun: Bool
  }

  /// What happened since the breaker was made, for meters.
  public struct Meters: Sendable, Hashable {
    /// Calls that were let through.
    public var granted: UInt64 = 0
    /// Calls that were refused.
    public var refused: UInt64 = 0
    /// Calls that a dry run let through although it would have refused them.
    public var wouldRefuse: UInt64 = 0
    /// Calls that were let through as probes.
    public var probes: UInt64 = 0
    /// Openings by the breaker's own judgement, by probes or by Retry-After.
    public var openings: UInt64 = 0
    /// Results of calls from an earlier phase, which were not judged.
    public var late: UInt64 = 0
    /// Permits handed back twice or never issued.
    public var misused: UInt64 = 0
    /// Failures that were not counted because one with the same cause was.
    public var lumped: UInt64 = 0
    /// Probes that did not report within their lease.
    public var lostProbes: UInt64 = 0

    /// Creates meters at zero.
    public init() {}
  }
}
