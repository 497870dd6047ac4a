public import TimeAndChance

/// Refuses a retry that could not finish in time.
///
/// Waiting for an attempt whose answer nobody will read costs the provider a call and the message
/// its fallback; saying so at once lets the message fail over while there is still time.
public struct DeadlineRule: Sendable, Hashable {
  /// How long an attempt is expected to take once it starts.
  public var expectedService: Duration

  /// Creates the rule.
  ///
  /// - Parameter expectedService: Usually the provider's median round trip.
  public init(expectedService: Duration) {
    precondition(expectedService >= .zero, "a service time is >= 0")
    self.expectedService = expectedService
  }

  /// Returns whether an attempt after `pause` can still be answered by `deadline`.
  public func allows(pause: Duration, by deadline: Instant, at now: Instant) -> Bool {
    now.advanced(by: pause).advanced(by: expectedService) <= deadline
  }
}
