public import TimeAndChance

/// How many calls may be in flight at once, learned from how calls end.
///
/// A limit on concurrency adapts where a limit on rate cannot: when the provider slows down, the
/// same number of calls in flight is a lower rate by itself.
public struct ConcurrencyLimit: Sendable {
  /// The named alternatives.
  public enum Rule: Sendable, Hashable {
    /// No limit.
    case unlimited
    /// Always the same.
    case fixed(Int)
    /// One more per success, a tenth less per drop.
    case aimd(AIMDLimit.Settings)
    /// By the queue that round trips betray.
    case vegas(VegasLimit.Settings)
    /// By the ratio of long to short round trips.
    case gradient2(Gradient2Limit.Settings)
    /// By the ratio to the round trip of an idle provider, measured now and then.
    case envoyGradient(EnvoyGradientLimit.Settings)
  }

  /// The rule.
  public let rule: Rule
  /// The limit now.
  public private(set) var limit: Int

  private let kind: Kind
  private var ceiling = Int.max
  private var aimd: AIMDLimit
  private var vegas: VegasLimit
  private var gradient: Gradient2Limit
  private var envoy: EnvoyGradientLimit

  private enum Kind: UInt8 { case constant, aimd, vegas, gradient2, envoy }

  /// Creates a limit at its initial value.
  public init(_ rule: Rule, at start: Instant) {
    self.rule = rule
    aimd = AIMDLimit(.init())
    vegas = VegasLimit(.init())
    gradient = Gradient2Limit(.init())
    envoy = EnvoyGradientLimit(.init(), at: start)
    switch rule {
    case .unlimited: (kind, limit) = (.constant, .max)
    case .fixed(let limit):
      precondition(limit >= 0, "a limit is >= 0, found \(limit)")
      (kind, self.limit) = (.constant, limit)
    case .aimd(let settings):
      aimd = AIMDLimit(settings)
      (kind, limit) = (.aimd, aimd.limit)
    case .vegas(let settings):
      vegas = VegasLimit(settings)
      (kind, limit) = (.vegas, vegas.limit)
    case .gradient2(let settings):
      gradient = Gradient2Limit(settings)
      (kind, limit) = (.gradient2, gradient.limit)
    case .envoyGradient(let settings):
      envoy = EnvoyGradientLimit(settings, at: start)
      (kind, limit) = (.envoy, envoy.limit)
    }
  }

  /// Returns whether one more call may start beside `inFlight` others.
  @inlinable
  public func allows(inFlight: Int) -> Bool {
    inFlight < limit
  }

  /// Never allows more than `ceiling`, whatever is learned: the streams that the provider lends now.
  public mutating func cap(at ceiling: Int) {
    self.ceiling = max(0, ceiling)
    limit = min(learned, self.ceiling)
  }

  /// Learns from one finished call.
  ///
  /// - Parameters:
  ///   - roundTrip: How long it took, in nanoseconds.
  ///   - inFlight: How many calls were in flight when it ended, itself included.
  ///   - dropped: Whether it timed out or was refused for overload.
  ///   - now: When it ended.
  ///   - chance: Decides when a baseline is measured again; most samples draw nothing.
  public mutating func sample(
    roundTrip: Int64,
    inFlight: Int,
    dropped: Bool,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    switch kind {
    case .constant: return
    case .aimd: aimd.sample(roundTrip: roundTrip, inFlight: inFlight, dropped: dropped)
    case .vegas:
      vegas.sample(roundTrip: roundTrip, inFlight: inFlight, dropped: dropped, using: &chance)
    case .gradient2: gradient.sample(roundTrip: roundTrip, inFlight: inFlight)
    case .envoy: envoy.sample(roundTrip: roundTrip, dropped: dropped, at: now, using: &chance)
    }
    limit = min(learned, ceiling)
  }

  private var learned: Int {
    switch kind {
    case .constant:
      switch rule {
      case .fixed(let limit): limit
      case .unlimited, .aimd, .vegas, .gradient2, .envoyGradient: .max
      }
    case .aimd: aimd.limit
    case .vegas: vegas.limit
    case .gradient2: gradient.limit
    case .envoy: envoy.limit
    }
  }
}
