import TimeAndChance

/// A breaker's configuration in the units of its arithmetic: nanoseconds, and rates in billionths.
///
/// Rates are compared as `failed × 10⁹ ≥ rate × total` in integers: exact at the boundary (3 of 30
/// reaches 10 %, which `0.1 × 30` in floating point does not) and free of a division.
struct BreakerLimits: Sendable, Hashable {
  static let never: Int64 = .max

  let failureRate: Int64
  let slowRate: Int64
  let badRate: Int64
  let failureCount: Int32
  let consecutive: Int32
  let minimum: Int32
  let slowAfter: Int64
  /// The first age, in nanoseconds, at which a call in flight is overdue.
  let overdueAge: Int64
  /// The age at which an overdue call no longer counts.
  let forgottenAge: Int64
  let everyResultTrips: Bool
  let countsAdmitted: Bool

  init(_ configuration: Breaker.Configuration) {
    func billionths(_ rate: Fraction?) -> Int64 {
      rate.map { nanosecondsRounded($0.value * 1e9) } ?? Self.never
    }
    func span(_ duration: Duration?) -> Int64 {
      duration?.wholeNanoseconds ?? Self.never
    }
    let minimum = max(1, configuration.minimumCalls)
    failureRate = billionths(configuration.failureRate)
    slowRate = billionths(configuration.slowRate)
    badRate = billionths(configuration.badRate)
    failureCount = Int32(clamping: configuration.failureCount ?? .max)
    consecutive = Int32(clamping: configuration.consecutiveFailures ?? .max)
    slowAfter = span(configuration.slowAfter)
    overdueAge = saturatingSum(span(configuration.inFlightAge), 1)
    var width = saturatingSum(overdueAge, overdueAge)
    var largest = Int.max
    switch configuration.window {
    case .count(let size): largest = size
    case .time(let span, _), .fixedInterval(let span): width = span.wholeNanoseconds
    case .unbounded: break
    }
    forgottenAge = saturatingSum(overdueAge, max(width, overdueAge))
    self.minimum = Int32(
      clamping: configuration.semantics.clampsMinimum ? min(minimum, largest) : minimum
    )
    everyResultTrips = configuration.semantics.everyResultTrips
    countsAdmitted = configuration.semantics.countsAdmitted
  }

  /// Whether any rate takes part.
  var judgesRates: Bool {
    failureRate != Self.never || slowRate != Self.never || badRate != Self.never
  }

  /// Returns the first threshold that these results reach, or nothing.
  func exceeded(by counts: Breaker.Counts) -> Breaker.Transition.Reason? {
    if counts.failed >= failureCount { return .failureCount }
    guard counts.total >= minimum else { return nil }
    return rateExceeded(by: counts)
  }

  /// Returns the first rate that these results reach, however few they are.
  func rateExceeded(by counts: Breaker.Counts) -> Breaker.Transition.Reason? {
    let total = Int64(counts.total)
    if reaches(Int64(counts.failed), failureRate, of: total) { return .failureRate }
    if reaches(Int64(counts.slow), slowRate, of: total) { return .slowRate }
    if reaches(Int64(counts.bad), badRate, of: total) { return .badRate }
    return nil
  }

  @inline(__always)
  private func reaches(_ part: Int64, _ rate: Int64, of total: Int64) -> Bool {
    rate != Self.never && total > 0 && part &* 1_000_000_000 >= rate &* total
  }
}
