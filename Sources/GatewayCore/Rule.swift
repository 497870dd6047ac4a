public import Policies
import TimeAndChance

/// One resolved policy, converted once into what the machine reads on every message.
struct Rule: Sendable {
  let timeout: Int64
  let attempts: UInt16
  let pauses: Backoff
  let retryAfter: RetryAfter
  let respectsDeadline: Bool
  let then: Policy.RetrySlot.Last
  let ladder: ParkingLadder
  let whenOpen: Policy.BreakerSlot.WhenOpen
  let classifier: Classifier
  let fallback: Escape?
  let stale: Double?

  init(_ policy: Policy, fallback: FallbackRoute?) {
    timeout = policy.timeout.map(\.wholeNanoseconds) ?? .max
    attempts = UInt16(clamping: max(1, policy.retry.attempts))
    pauses = policy.retry.pauses
    retryAfter = policy.retry.retryAfter
    respectsDeadline = policy.retry.respectsDeadline
    then = policy.retry.then
    ladder = policy.retry.park
    whenOpen = policy.breaker?.whenOpen ?? .fail
    classifier = Classifier(policy.classify)
    switch policy.fallback {
    case .off:
      self.fallback = nil
      stale = nil
    case .ofClass:
      self.fallback = fallback.map { Escape($0) }
      stale = nil
    case .stale(let hit):
      self.fallback = nil
      stale = hit.value
    }
  }
}

/// A route as the machine reads it: no optionals, no durations, so that a message costs no division.
struct Escape: Sendable {
  let lane: UInt8
  let whenBreakerOpen: Bool
  /// Failed attempts after which it is taken, `.max` for never.
  let attempts: Int
  /// Nanoseconds after the offer at which it is taken, `.max` for never.
  let elapsed: Int64

  init(_ route: FallbackRoute) {
    lane = route.lane
    whenBreakerOpen = route.rule.whenBreakerOpen
    attempts = route.rule.attempts ?? .max
    elapsed = route.rule.elapsed.map(\.wholeNanoseconds) ?? .max
  }

  /// Whether the count or the clock makes a message leave; the same as `FallbackRule.cause`.
  @inline(__always)
  func isDue(afterFailed failed: Int, offered: Instant, at now: Instant) -> Bool {
    failed >= attempts || isDue(offered: offered, at: now)
  }

  /// Whether the clock alone makes it leave.
  @inline(__always)
  func isDue(offered: Instant, at now: Instant) -> Bool {
    elapsed <= offered.nanoseconds(to: now)
  }
}

/// Where a class goes when its provider fails it, and when.
public struct FallbackRoute: Sendable, Hashable {
  /// The provider that takes over, as an index into the machine's lanes.
  public var lane: UInt8
  /// What makes a message leave for it: attempts *or* the clock *or* an open breaker.
  public var rule: FallbackRule

  /// Creates a route.
  ///
  /// - Parameters:
  ///   - lane: The provider that takes over.
  ///   - rule: What makes a message leave for it.
  public init(lane: UInt8, rule: FallbackRule) {
    self.lane = lane
    self.rule = rule
  }

  /// Creates a route from the parts of its rule.
  ///
  /// - Parameters:
  ///   - lane: The provider that takes over.
  ///   - attempts: Failed attempts after which a message leaves; nil for never.
  ///   - elapsed: The time since it was offered after which it leaves; nil for never.
  ///   - whenBreakerOpen: Whether it leaves as soon as a breaker refuses it.
  public init(lane: UInt8, attempts: Int?, elapsed: Duration?, whenBreakerOpen: Bool) {
    self.init(
      lane: lane,
      rule: FallbackRule(attempts: attempts, elapsed: elapsed, whenBreakerOpen: whenBreakerOpen)
    )
  }
}
