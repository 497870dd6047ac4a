public import GatewayCore
import Policies

/// The slots of a policy, in the order in which a reader wants them, by their scenario keys.
public enum Slot: String, Sendable, Hashable, CaseIterable {
  /// How long one attempt may take.
  case timeout
  /// How connections are kept.
  case connect
  /// What an answer means.
  case classify
  /// A client-side limiter.
  case rate
  /// What follows a failed attempt.
  case retry
  /// How many retries may be added to the load.
  case budget
  /// When to stop calling.
  case breaker
  /// Calls under way from one server to one provider.
  case bulkhead
  /// When a connection is set aside.
  case outlier
  /// A probabilistic throttle.
  case throttle
  /// An adaptive limit on concurrency.
  case limit
  /// How load is taken off in steps.
  case pressure
  /// What happens to a message that its provider fails.
  case fallback
  /// What happens to invalid tokens.
  case hygiene
  /// How long a notification is remembered.
  case dedup
  /// How parked messages come back.
  case drain
  /// A second call when the first is late.
  case hedge

  /// Whether `path` names this slot or a setting under it.
  public func covers(_ path: String) -> Bool {
    path == rawValue || path.hasPrefix(rawValue + ".")
  }

  /// Whether the slot does something in `policy`; `connect` and `classify` always do.
  public func isOn(in policy: Policy) -> Bool {
    switch self {
    case .timeout: policy.timeout != nil
    case .connect, .classify: true
    case .rate: policy.rate != nil
    case .retry: policy.retry != Policy.RetrySlot()
    case .budget: policy.budget != nil
    case .breaker: policy.breaker != nil
    case .bulkhead: policy.bulkhead != nil
    case .outlier: policy.connect.outlier != nil
    case .throttle: policy.throttle != nil
    case .limit: policy.limit != nil
    case .pressure: policy.pressure != nil
    case .fallback: policy.fallback != .off
    case .hygiene: policy.hygiene != nil
    case .dedup: policy.dedup != nil
    case .drain: policy.drain != nil
    case .hedge: policy.hedge != nil
    }
  }
}
