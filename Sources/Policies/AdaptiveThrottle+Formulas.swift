internal import TimeAndChance

extension AdaptiveThrottle {
  /// Returns max(0, (requests − k × accepts) / (requests + 1)).
  public static func sre(requests: Double, accepts: Double, k: Double) -> Double {
    max(0, (requests - k * accepts) / (requests + 1))
  }

  /// Applies Envoy's formula; an aggression below 1 counts as 1, as there.
  ///
  /// - Parameters:
  ///   - total: Admitted calls in the window.
  ///   - success: Those among them that went well.
  ///   - threshold: The success rate below which calls are refused.
  ///   - aggression: How eagerly.
  ///   - cap: The largest share.
  /// - Returns: The share to refuse.
  public static func envoy(
    total: Double,
    success: Double,
    threshold: Double,
    aggression: Double,
    cap: Double
  ) -> Double {
    guard threshold > 0 else { return 0 }
    let excess = max(0, (total - success / threshold) / (total + 1))
    return min(cap, Elementary.power(excess, 1 / max(1, aggression)))
  }

  /// Returns min(cap, max(0, 1 − accepted / threshold)).
  public static func finagle(accepted: Double, threshold: Double, cap: Double) -> Double {
    guard threshold > 0 else { return 0 }
    return min(cap, max(0, 1 - accepted / threshold))
  }
}

/// An exponential mean of accepted (1) and refused (0) that weighs by time, as Finagle's.
struct AcceptMean: Sendable {
  private(set) var value = 1.0
  private let span: Double
  private var last: Int64

  init(over span: Duration, at start: Instant) {
    self.span = Double(max(1, span.wholeNanoseconds))
    last = start.nanoseconds
  }

  mutating func add(requests: Int64, accepts: Int64, at now: Instant) {
    guard requests > 0 else { return }
    let passed = max(0, now.nanoseconds - last)
    last = max(last, now.nanoseconds)
    let weight = Elementary.exp(-Double(passed) / span)
    value = value * weight + Double(accepts) / Double(requests) * (1 - weight)
  }
}
