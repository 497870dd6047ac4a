/// An estimate held against a bound.
package struct Judgement: Sendable, Equatable {
  package let estimate: Estimate
  package let relation: Relation
  package let bound: Double
  package let verdict: Verdict
  package let reason: Reason

  /// Why the verdict is what it is.
  package enum Reason: Sendable, Equatable {
    /// All of the interval satisfies the line, or none of it.
    case decided
    /// The bound lies inside the interval.
    case tooWide
    /// No replication defined the value.
    case undefined
    /// One replication has no interval.
    case tooFewReplications
  }

  /// Judges on the interval: met when all of it satisfies the line, not met when none of it does.
  ///
  /// Identities of integers are exact: every replication has to satisfy them.
  package init(_ estimate: Estimate, _ relation: Relation, _ bound: Double) {
    self.estimate = estimate
    self.relation = relation
    self.bound = bound
    (verdict, reason) = Self.judge(estimate, relation, bound)
  }

  private static func judge(
    _ estimate: Estimate,
    _ relation: Relation,
    _ bound: Double
  ) -> (Verdict, Reason) {
    guard let least = estimate.least, let greatest = estimate.greatest else {
      return (.inconclusive, .undefined)
    }
    switch relation {
    case .equal:
      return (least == bound && greatest == bound ? .met : .notMet, .decided)
    case .notEqual:
      if least > bound || greatest < bound { return (.met, .decided) }
      if least == bound && greatest == bound { return (.notMet, .decided) }
      return (.inconclusive, .tooWide)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let low = estimate.low, let high = estimate.high else {
        return (.inconclusive, .tooFewReplications)
      }
      switch (relation.holds(low, bound), relation.holds(high, bound)) {
      case (true, true): return (.met, .decided)
      case (false, false): return (.notMet, .decided)
      case (true, false), (false, true): return (.inconclusive, .tooWide)
      }
    }
  }
}
