import GatewayCore

/// What is counted of one class at one provider, from the start of the run: rows of the timeline and
/// parts of the run are differences of two copies.
package struct Counters: Sendable, BitwiseCopyable, Codable {
  package var offered = 0
  package var attempts = 0
  package var accepted = 0
  package var byFallback = 0
  package var stale = 0
  package var permanent = 0
  package var expired = 0
  package var gaveUp = 0
  package var rejected = 0
  package var shed = 0
  package var dropped = 0
  package var deduplicated = 0
  package var deadLettered = 0
  package var fallbackSends = 0
  package var parkings = 0
  package var duplicates = 0
  package var status4xx = 0
  package var status429 = 0
  package var status5xx = 0
  package var timeouts = 0
  package var brokenCalls = 0
  package var wasted = 0
  package var refusedGood = 0
  package var refusals = 0
  package var waited = 0
  package var attempted = 0
  package var pruned = 0
  package var wronglyPruned = 0
  package var throttled = 0

  package init() {}

  /// Messages that ended with a provider or fallback having taken them.
  package var delivered: Int { accepted + byFallback + stale }

  /// Messages that have ended.
  package var ended: Int {
    accepted + byFallback + stale + permanent + expired + gaveUp + rejected + shed + dropped
      + deduplicated + deadLettered
  }

  mutating func count(_ ending: Ending) {
    switch ending {
    case .accepted: accepted &+= 1
    case .byFallback: byFallback &+= 1
    case .stale: stale &+= 1
    case .permanent: permanent &+= 1
    case .expired: expired &+= 1
    case .gaveUp: gaveUp &+= 1
    case .rejected: rejected &+= 1
    case .shed: shed &+= 1
    case .dropped: dropped &+= 1
    case .deduplicated: deduplicated &+= 1
    case .deadLettered: deadLettered &+= 1
    }
  }

  /// Applies an operation field by field.
  package func combined(
    _ other: Counters,
    _ operation: (Int, Int) -> Int
  ) -> Counters {
    var result = Counters()
    for field in Counters.fields {
      result[keyPath: field] = operation(self[keyPath: field], other[keyPath: field])
    }
    return result
  }

  package static func - (lhs: Counters, rhs: Counters) -> Counters { lhs.combined(rhs, -) }
  package static func + (lhs: Counters, rhs: Counters) -> Counters { lhs.combined(rhs, +) }

  static var fields: [WritableKeyPath<Counters, Int>] {
    [
      \.offered, \.attempts, \.accepted, \.byFallback, \.stale, \.permanent, \.expired, \.gaveUp,
      \.rejected, \.shed, \.dropped, \.deduplicated, \.deadLettered, \.fallbackSends, \.parkings,
      \.duplicates, \.status4xx, \.status429, \.status5xx, \.timeouts, \.brokenCalls, \.wasted,
      \.refusedGood, \.refusals, \.waited, \.attempted, \.pruned, \.wronglyPruned, \.throttled,
    ]
  }
}
