public import TimeAndChance

/// When a message leaves its provider for its fallback: on attempts *or* the clock *or* a breaker.
///
/// Whichever comes first. Two attempts under a provider's own retry rules can take forty seconds, so a
/// promise of thirty must fail over on the clock, not on the count.
public struct FallbackRule: Sendable, Hashable {
  /// What makes a message leave.
  public enum Cause: UInt8, Sendable, Hashable, CaseIterable {
    /// It has used its attempts.
    case attempts
    /// It has waited long enough, in flight or not.
    case clock
    /// A breaker refused it.
    case breaker
  }

  /// After so many failed attempts; nil for never.
  public var attempts: Int?

  /// After so long since it was offered; nil for never.
  public var elapsed: Duration?

  /// As soon as a breaker refuses it.
  public var whenBreakerOpen: Bool

  /// Creates a rule.
  ///
  /// - Parameters:
  ///   - attempts: Failed attempts after which a message leaves, at least 1; nil for never.
  ///   - elapsed: The time since it was offered after which it leaves; nil for never.
  ///   - whenBreakerOpen: Whether it leaves as soon as a breaker refuses it.
  public init(attempts: Int? = nil, elapsed: Duration? = nil, whenBreakerOpen: Bool = false) {
    precondition((attempts ?? 1) >= 1, "at least one attempt, found \(attempts ?? 1)")
    precondition((elapsed ?? .zero) >= .zero, "a span is >= 0, found \(elapsed ?? .zero)")
    self.attempts = attempts
    self.elapsed = elapsed
    self.whenBreakerOpen = whenBreakerOpen
  }

  /// Returns the instant at which the clock alone makes a message leave.
  ///
  /// The body arms a timer for it, or bounds the attempt's timeout by it.
  ///
  /// - Parameter offered: When the message was offered.
  /// - Returns: The instant, `Instant.distantFuture` for never.
  public func deadline(forOffered offered: Instant) -> Instant {
    elapsed.map { offered.advanced(by: $0) } ?? .distantFuture
  }

  /// Decides whether a message leaves now.
  ///
  /// - Parameters:
  ///   - failed: Its failed attempts so far.
  ///   - offered: When it was offered.
  ///   - refused: Whether a breaker has just refused it.
  ///   - now: The time.
  /// - Returns: The reason to leave, nil to stay. An open breaker is named before the clock, and the
  ///   clock before the count, when several hold.
  public func cause(
    afterFailed failed: Int,
    offered: Instant,
    refusedByBreaker refused: Bool = false,
    at now: Instant
  ) -> Cause? {
    if refused && whenBreakerOpen { return .breaker }
    if now >= deadline(forOffered: offered) { return .clock }
    if let attempts, failed >= attempts { return .attempts }
    return nil
  }
}
