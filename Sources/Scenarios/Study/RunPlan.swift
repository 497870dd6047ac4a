package import TimeAndChance

/// How long, how often and how precisely a scenario is run.
package struct RunPlan: Sendable {
  package enum WarmUp: Sendable, Hashable {
    /// MSER-5 on what comes before the first fault, campaign or change of shape.
    case auto
    case fixed(Duration)
  }

  package enum Replications: Sendable, Hashable {
    /// As many as the precision needs.
    case auto
    case fixed(Int)
  }

  package var duration: Duration = .seconds(600)
  package var settle: Duration = .zero
  package var warmUp = WarmUp.auto
  package var replications = Replications.auto
  package var atMost = 64
  package var precision = Fraction.percent(5)
  package var seed = 1
  package var interval: Duration = .seconds(1)
  package var starts: Duration = .zero
  package var thin = 1
  /// The line of `run.collapse`, read once the names it may use are known.
  var collapse: Node?
  /// The line as it was read: a replication in which it holds has collapsed.
  package internal(set) var collapseClaim: Claim?
}
