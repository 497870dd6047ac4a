/// The steady state of client-side adaptive throttling (Site Reliability Engineering, chapter 21).
///
/// Clients refuse locally with probability max(0, (requests − K·accepts)/(requests + 1)).
package struct ThrottleFluid: Sendable, Hashable {
  package let requestRate: Double
  package let backendCapacity: Double
  package let multiplier: Double

  package init(requestRate: Double, backendCapacity: Double, multiplier: Double) {
    precondition(requestRate > 0 && backendCapacity > 0 && multiplier >= 1, "positive rates, K ≥ 1")
    self.requestRate = requestRate
    self.backendCapacity = backendCapacity
    self.multiplier = multiplier
  }

  package var acceptedRate: Double { min(requestRate, backendCapacity) }

  /// What reaches the backend.
  package var backendRate: Double { min(requestRate, multiplier * acceptedRate) }

  /// The share that clients refuse themselves.
  package var localRejectShare: Double { 1 - backendRate / requestRate }

  /// The share of independent errors at which throttling sets in although capacity is endless.
  package static func errorWhereThrottlingStarts(multiplier: Double) -> Double {
    1 - 1 / multiplier
  }
}
