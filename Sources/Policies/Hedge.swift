public import TimeAndChance

/// When a second call is made because the first is late (Dean and Barroso, The Tail at Scale, 2013).
///
/// A hedge after the 95th percentile costs about one call in twenty and cuts the tail that one slow
/// connection makes. It must not feed an overload, so hedges have a budget of their own; and a push
/// that is hedged may arrive twice.
public struct Hedge: Sendable, Hashable {
  /// How late is late.
  public enum Delay: Sendable, Hashable {
    /// A fixed span.
    case after(Duration)
    /// This quantile of the round trips measured so far.
    case quantile(Fraction)
  }

  /// How late is late.
  public var delay: Delay

  /// The largest share of calls that may be hedged.
  public var budget: Fraction

  /// Creates a rule.
  ///
  /// - Parameters:
  ///   - delay: How late is late.
  ///   - budget: The largest share of calls that may be hedged.
  public init(_ delay: Delay, budget: Fraction = .percent(10)) {
    self.delay = delay
    self.budget = budget
  }

  /// Returns the time at which a call is hedged if it has not been answered.
  ///
  /// - Parameters:
  ///   - started: When the call began.
  ///   - measured: The quantile that `delay` names, in nanoseconds, as measured; nil while unknown.
  ///   - deadline: When the message becomes useless.
  /// - Returns: The time, nil when there is none before the deadline.
  public func instant(
    started: Instant,
    measured: Int64?,
    deadline: Instant = .distantFuture
  ) -> Instant? {
    let wait: Int64
    switch delay {
    case .after(let span): wait = span.wholeNanoseconds
    case .quantile:
      guard let measured else { return nil }
      wait = measured
    }
    let due = started.advanced(byNanoseconds: max(0, wait))
    return due < deadline ? due : nil
  }

  /// Decides whether one more call may be hedged.
  ///
  /// - Parameters:
  ///   - hedged: Calls hedged in the period that the caller counts over.
  ///   - calls: Calls begun in that period.
  /// - Returns: Whether the budget has room.
  public func isAffordable(hedged: Int, of calls: Int) -> Bool {
    Double(hedged + 1) <= budget.value * Double(calls)
  }
}
