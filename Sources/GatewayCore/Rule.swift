import Policies
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
  let fallback: FallbackRoute?
  let stale: Double?
  let budget: Bool

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
      self.fallback = fallback
      stale = nil
    case .stale(let hit):
      self.fallback = nil
      stale = hit.value
    }
    budget = policy.budget != nil
  }
}

/// Where a class goes when its provider fails it, and when.
///
/// On attempts *or* the clock *or* an open breaker, whichever comes first: two attempts under a
/// provider's own retry rules take forty seconds, so a promise of thirty cannot wait for a count.
public struct FallbackRoute: Sendable, Hashable {
  /// The provider that takes over.
  public var lane: UInt8
  /// After so many failed attempts.
  public var attempts: Int?
  /// After so long, in flight or not.
  public var elapsed: Duration?
  /// As soon as a breaker refuses it.
  public var whenBreakerOpen: Bool

  /// Creates a route.
  public init(lane: UInt8, attempts: Int?, elapsed: Duration?, whenBreakerOpen: Bool) {
    self.lane = lane
    self.attempts = attempts
    self.elapsed = elapsed
    self.whenBreakerOpen = whenBreakerOpen
  }

  var elapsedNanoseconds: Int64 { elapsed.map(\.wholeNanoseconds) ?? .max }
}
