public import TimeAndChance

/// Refuses a share of the calls at our own door, in proportion to how many the provider refuses.
///
/// Counts expire on every read, and one call in `probeEvery` always goes through: a client that
/// refused everything would otherwise never learn that the provider has recovered.
public struct AdaptiveThrottle: Sendable {
  /// The named alternatives.
  public enum Rule: Sendable, Hashable {
    /// max(0, (requests − k × accepts) / (requests + 1)); requests include those refused here (SRE
    /// book, chapter 21).
    case sre(k: Double, over: Duration)
    /// max(0, (n − s / threshold) / (n + 1))^(1 / aggression), at most `cap`, over admitted calls
    /// only and not below `leastRate` (Envoy admission control).
    case envoy(
      threshold: Fraction,
      aggression: Double,
      cap: Fraction,
      leastRate: Rate,
      over: Duration
    )
    /// The same without aggression, from `least` calls in the window on (failsafe-go).
    case failsafe(threshold: Fraction, cap: Fraction, least: Int64, over: Duration)
    /// max(0, 1 − mean accept rate / threshold), at most `cap`, not below `leastRate` (Finagle).
    case finagle(threshold: Fraction, cap: Fraction, leastRate: Rate, over: Duration)
    /// A controller that holds the error rate at an ideal one (Semian).
    case pid(RejectionController.Settings)

    /// The SRE book's throttle: k = 2 over two minutes.
    public static let sre = Rule.sre(k: 2, over: .seconds(120))
    /// Envoy's defaults: 95 %, aggression 1, at most 80 %, 30 s.
    public static let envoy = Rule.envoy(
      threshold: .percent(95),
      aggression: 1,
      cap: .percent(80),
      leastRate: .zero,
      over: .seconds(30)
    )
  }

  /// The rule.
  public let rule: Rule
  /// Calls refused here so far.
  public private(set) var refused: Int64 = 0

  private let patience: Int64
  /// Calls in the window below which nothing is refused.
  private let least: Double
  private var sums: SlidingSums
  private var mean: AcceptMean
  private var controller: RejectionController
  private var lastAdmitted: Int64

  /// Creates a throttle that has seen nothing.
  ///
  /// - Parameters:
  ///   - rule: How the share is found.
  ///   - probeEvery: After this long without an admission the next call goes through.
  ///   - start: Now.
  public init(_ rule: Rule, probeEvery: Duration = .seconds(1), at start: Instant) {
    self.rule = rule
    patience = max(1, probeEvery.wholeNanoseconds)
    lastAdmitted = start.nanoseconds
    var span = Duration.seconds(1)
    var controls = RejectionController.Settings()
    switch rule {
    case .sre(let k, let window):
      precondition(k > 0, "k is > 0, found \(k)")
      (span, least) = (window, 0)
    case .envoy(_, let aggression, _, let rate, let window):
      precondition(aggression > 0, "an aggression is > 0, found \(aggression)")
      (span, least) = (window, rate.perSecond * window.inSeconds)
    case .failsafe(_, _, let calls, let window): (span, least) = (window, Double(calls))
    case .finagle(_, _, let rate, let window):
      (span, least) = (window, max(1, rate.perSecond * window.inSeconds))
    case .pid(let settings): (controls, least) = (settings, 0)
    }
    precondition(span > .zero, "a window lasts for some time")
    sums = SlidingSums(over: span, slices: 20, at: start)
    mean = AcceptMean(over: span, at: start)
    controller = RejectionController(controls, at: start)
  }

  /// Asks to send one call.
  public mutating func admits(at now: Instant, using chance: inout RandomStream) -> Bool {
    let share = probability(at: now)
    if case .sre = rule { sums.add(SIMD2(1, 0)) }
    let overdue = now.nanoseconds &- lastAdmitted >= patience
    guard share <= 0 || overdue || chance.unit() >= share else {
      refused += 1
      return false
    }
    lastAdmitted = max(lastAdmitted, now.nanoseconds)
    return true
  }

  /// Learns how an admitted call ended: whether the provider accepted the work.
  public mutating func answered(accepted: Bool, at now: Instant) {
    let good: Int64 = accepted ? 1 : 0
    switch rule {
    case .sre:
      sums.advance(to: now)
      sums.add(SIMD2(0, good))
    case .envoy, .failsafe:
      sums.advance(to: now)
      sums.add(SIMD2(1, good))
    case .finagle:
      sums.advance(to: now)
      sums.add(SIMD2(1, good))
      mean.add(requests: 1, accepts: good, at: now)
    case .pid: controller.record(success: good, failure: 1 - good, at: now)
    }
  }

  /// Adds counts that were taken elsewhere: `requests` calls, of which `accepts` were accepted.
  public mutating func record(requests: Int64, accepts: Int64, at now: Instant) {
    precondition(0 <= accepts && accepts <= requests, "\(accepts) accepted of \(requests)")
    sums.advance(to: now)
    switch rule {
    case .sre, .envoy, .failsafe: sums.add(SIMD2(requests, accepts))
    case .finagle:
      sums.add(SIMD2(requests, accepts))
      mean.add(requests: requests, accepts: accepts, at: now)
    case .pid: controller.record(success: accepts, failure: requests - accepts, at: now)
    }
  }

  /// Returns the share of calls that is refused at `now`.
  public mutating func probability(at now: Instant) -> Double {
    sums.advance(to: now)
    let total = sums.total
    switch rule {
    case .sre(let k, _):
      return Self.sre(requests: Double(total.x), accepts: Double(total.y), k: k)
    case .envoy(let threshold, let aggression, let cap, _, _):
      return excess(total, threshold, aggression, cap)
    case .failsafe(let threshold, let cap, _, _): return excess(total, threshold, 1, cap)
    case .finagle(let threshold, let cap, _, _):
      guard Double(total.x) >= least else { return 0 }
      return Self.finagle(accepted: mean.value, threshold: threshold.value, cap: cap.value)
    case .pid: return controller.rejection(at: now)
    }
  }

  private func excess(
    _ total: SIMD2<Int64>,
    _ threshold: Fraction,
    _ aggression: Double,
    _ cap: Fraction
  ) -> Double {
    guard Double(total.x) >= least else { return 0 }
    return Self.envoy(
      total: Double(total.x),
      success: Double(total.y),
      threshold: threshold.value,
      aggression: aggression,
      cap: cap.value
    )
  }
}
