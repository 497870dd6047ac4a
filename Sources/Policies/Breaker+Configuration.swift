public import TimeAndChance

extension Breaker {
  /// Every choice that a breaker leaves to its owner.
  ///
  /// A threshold that is nil does not take part. Libraries differ in small matters (is the boundary
  /// included, who may be a probe); those are `semantics`, so that one breaker can speak all dialects.
  public struct Configuration: Sendable, Hashable {
    /// Which results are judged together.
    public var window: Window = .time(span: .seconds(10), buckets: 10)
    /// Results needed before a rate is judged.
    public var minimumCalls = 100
    /// Opens when this share of results are failures, or more.
    public var failureRate: Fraction?
    /// A result is slow when it took longer than this.
    public var slowAfter: Duration?
    /// Opens when this share of results are slow, or more.
    public var slowRate: Fraction?
    /// Opens when this share of results failed or were slow, or more.
    public var badRate: Fraction?
    /// Opens on this many failures within the window, whatever the rate.
    public var failureCount: Int?
    /// Opens on this many failures in a row.
    public var consecutiveFailures: Int?
    /// A call in flight for longer counts as slow now.
    ///
    /// It stops counting when it finishes, or one window later: a caller that loses permits must not
    /// open the breaker for ever.
    public var inFlightAge: Duration?
    /// How long the breaker stays open.
    public var coolDown = CoolDown()
    /// How health is proved after the cool-down.
    public var probes = Probes()
    /// How traffic returns afterwards; nil lets everything through at once.
    public var ramp: Ramp?
    /// How far a provider's Retry-After is believed; nil treats it as an ordinary failure.
    public var retryAfter: RetryAfter? = RetryAfter()
    /// How failures with one cause are counted.
    public var lumping: Lumping?
    /// Judges and reports, but refuses nothing.
    public var isDryRun = false
    /// Choices in which libraries differ.
    public var semantics = Semantics()

    /// Creates a breaker that never opens by itself; set the thresholds that matter.
    public init() {}

    /// Tells whether rates like these would open a closed breaker; a pure reading of the rule.
    public func trips(total: Int, failureRate: Double, slowRate: Double = 0) -> Bool {
      let limits = BreakerLimits(self)
      guard total >= Int(limits.minimum) else { return false }
      return nanosecondsRounded(failureRate * 1e9) >= limits.failureRate
        || nanosecondsRounded(slowRate * 1e9) >= limits.slowRate
    }
  }

  /// Which results are judged together.
  public enum Window: Sendable, Hashable {
    /// The last `size` results.
    case count(size: Int)
    /// The last `span`, in `buckets` that expire whole; aligned to the epoch.
    case time(span: Duration, buckets: Int)
    /// Everything since the last boundary; the count restarts at each (gobreaker's `Interval`).
    case fixedInterval(Duration)
    /// Everything since the breaker closed.
    case unbounded
  }

  /// How long a breaker stays open: `base × factor^(k − 1)`, at most `cap`, times 1 ± jitter, where k
  /// counts openings and falls by one per quiet span.
  public struct CoolDown: Sendable, Hashable {
    /// When k falls again.
    public enum Forgetting: Sendable, Hashable {
      /// By one for each such span spent closed (Envoy's ejection multiplier).
      case decays(every: Duration)
      /// To zero when the breaker closes (resilience4j, Polly, linkerd).
      case onClose
    }

    /// The first cool-down.
    public var base: Duration = .seconds(30)
    /// What each further opening multiplies it by.
    public var factor: Double = 2
    /// The longest cool-down before jitter.
    public var cap: Duration = .seconds(300)
    /// The half-width of the random factor around 1, so that replicas do not probe together.
    public var jitter: Fraction = .percent(50)
    /// When k falls again.
    public var forgetting: Forgetting = .decays(every: .seconds(60))

    /// Creates 30 s × 2ᵏ up to 5 min, ± 50 %.
    public init() {}

    /// Creates a cool-down that is always the same.
    public init(constant span: Duration) {
      base = span
      factor = 1
      cap = span
      jitter = .none
      forgetting = .onClose
    }
  }

  /// How many probes prove health.
  public struct Probes: Sendable, Hashable {
    /// How the results are judged.
    public enum Rule: Sendable, Hashable {
      /// Closes at `successes` good results; opens as soon as `count` no longer allow that many.
      case successes(Int)
      /// Applies the breaker's own rates once min(minimum, `count`) results are in (resilience4j).
      case rates
      /// Asks for no proof: traffic returns on the ramp, or at once without one (oxy).
      case waived
    }
    /// What a finished probe does to the budget.
    public enum Budget: Sendable, Hashable {
      /// It is spent: no more than `count` results decide (resilience4j, gobreaker).
      case perEpisode
      /// Its place is free again (failsafe-go).
      case concurrent
    }
    /// What happens when the phase lasts too long.
    public enum Verdict: Sendable, Hashable {
      /// The breaker opens.
      case opens
      /// The breaker closes.
      case closes
    }

    /// The number of probes.
    public var count = 20
    /// How the results are judged.
    public var rule: Rule = .successes(15)
    /// What a finished probe does to the budget.
    public var budget: Budget = .perEpisode
    /// A probe that has not reported by then is a slow failure, and its place is free again.
    ///
    /// Without a lease, lost probes block a breaker for ever; so there always is one.
    public var lease: Duration = .seconds(15)
    /// The longest time that the phase may take; nil leaves it to the leases.
    public var maxWait: Duration?
    /// What happens then.
    public var maxWaitVerdict: Verdict = .opens

    /// Creates 20 probes of which 15 must succeed, with a lease of 15 s.
    public init() {}
  }

  /// How traffic returns after the probes passed.
  public struct Ramp: Sendable, Hashable {
    /// Which calls pass.
    public enum Law: Sendable, Hashable {
      /// Each passes with probability `max(floor, (t / span)^(1 / aggression))` (Envoy's slow start).
      case slowStart(floor: Fraction, aggression: Int)
      /// As many as keep admitted / asked of the whole ramp below `ceiling × t / span` (oxy).
      case cumulative(ceiling: Fraction)
    }

    /// How long it takes.
    public var span: Duration
    /// Which calls pass.
    public var law: Law

    /// Creates a ramp, a straight one from 5 % unless a law is given.
    public init(
      span: Duration,
      law: Law = .slowStart(floor: .percent(5), aggression: 1)
    ) {
      self.span = span
      self.law = law
    }
  }

  /// How far a provider's Retry-After is believed.
  public struct RetryAfter: Sendable, Hashable {
    /// The longest pause that is believed.
    public var atMost: Duration = .seconds(900)
    /// The share that may be added at random, so that all who were told the same do not return together.
    public var jitter: Fraction = .percent(20)

    /// Creates at most 15 min, plus up to 20 %.
    public init() {}
  }

  /// How failures with one cause are counted.
  public struct Lumping: Sendable, Hashable {
    /// Failures within this span of a counted one are part of it.
    public var within: Duration
    /// How many results the lump counts as.
    public var weight: Int
    /// Whether every failure is lumped (Semian) or only those reported as `lumpedFailure`.
    public var everyFailure: Bool

    /// Creates a lump.
    public init(within: Duration, weight: Int = 1, everyFailure: Bool = false) {
      self.within = within
      self.weight = weight
      self.everyFailure = everyFailure
    }
  }

  /// The small matters in which libraries differ; the defaults are this library's own choices.
  public struct Semantics: Sendable, Hashable {
    /// Whether a call exactly at the end of the cool-down passes; otherwise only later ones do.
    public var boundaryIncluded = true
    /// Whether any result may open the breaker, or only one that failed or was slow.
    public var everyResultTrips = false
    /// Whether late results join the account of an open breaker; they never decide anything.
    public var lateResultsJoinOpen = false
    /// Whether a minimum above the size of a count window means that size.
    public var clampsMinimum = true
    /// Whether the end of the cool-down shows by itself, or only when a call asks.
    public var halfOpensByTime = true
    /// Whether counts include calls in flight and vanish at each transition (gobreaker).
    public var countsAdmitted = false
    /// Whether windows start with the phase rather than at multiples of their width.
    public var windowStartsWithPhase = false
    /// Whether an operator may ask for probes while the breaker is closed.
    public var probesFromClosed = true

    /// Creates this library's own choices.
    public init() {}
  }
}
