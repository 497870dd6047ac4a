internal import Statistics

/// How many replications a study makes: a number, or as many as its precision needs.
///
/// An automatic plan looks at its estimates only after fixed numbers of replications, always the
/// first ones in order. Looking rarely keeps the interval honest, and in order keeps the answer
/// independent of how many jobs ran.
package struct ReplicationPlan: Sendable, Equatable {
  private enum Rule: Sendable, Equatable {
    case fixed(Int)
    case untilPrecise(atMost: Int)
  }

  private let rule: Rule

  /// The counts after which an automatic plan looks.
  package static let looks = SequentialLooks.counts

  /// Why a study by this plan stops.
  package var stopping: StoppingRule { isAutomatic ? .whenNarrow : .planned }

  /// Exactly `count` replications.
  package static func fixed(_ count: Int) -> ReplicationPlan {
    precondition(count > 0, "a study needs a replication, found \(count)")
    return ReplicationPlan(rule: .fixed(count))
  }

  /// As many as every asked precision needs, `limit` at most.
  package static func automatic(atMost limit: Int = 64) -> ReplicationPlan {
    precondition(limit > 0, "a study needs a replication, found a limit of \(limit)")
    return ReplicationPlan(rule: .untilPrecise(atMost: limit))
  }

  /// The most replications that can be made.
  package var limit: Int {
    switch rule {
    case .fixed(let count): count
    case .untilPrecise(let limit): limit
    }
  }

  /// Whether the number is decided by what is measured.
  package var isAutomatic: Bool {
    switch rule {
    case .fixed: false
    case .untilPrecise: true
    }
  }

  /// Whether to look at the estimates after `count` replications; past 64, every 1.5-fold.
  package func looks(after count: Int) -> Bool {
    switch rule {
    case .fixed(let total): return count == total
    case .untilPrecise(let limit):
      if count == limit { return true }
      if count <= 64 { return Self.looks.contains(count) }
      var look = 64
      while look < count { look += look / 2 }
      return look == count
    }
  }
}
