/// What `run.collapse` says in place of the standard rule: a replication in which the line holds has
/// collapsed.
package struct CollapseLine: Sendable, Hashable {
  package var metric: String
  package var statistic: Metric.Statistic
  /// Classes and providers that it is about; nil means all.
  package var classes: [Int]?
  package var lanes: [Int]?
  /// The parts of the run; none means all that is measured.
  package var parts: [WorldPlan.Window]
  /// Whether it must hold in every part, or in any.
  package var inEvery: Bool
  package var relation: Relation
  package var bound: Double

  package enum Relation: String, Sendable, Hashable {
    case atMost = "<="
    case atLeast = ">="
    case equal = "=="
    case unequal = "!="
    case below = "<"
    case above = ">"
  }

  package init(
    metric: String,
    statistic: Metric.Statistic,
    relation: Relation,
    bound: Double,
    classes: [Int]? = nil,
    lanes: [Int]? = nil,
    parts: [WorldPlan.Window] = [],
    inEvery: Bool = true
  ) {
    self.metric = metric
    self.statistic = statistic
    self.relation = relation
    self.bound = bound
    self.classes = classes
    self.lanes = lanes
    self.parts = parts
    self.inEvery = inEvery
  }

  /// Whether the line holds of a run; nil where its number has no meaning in any part.
  func holds(of all: Measurements, _ plan: WorldPlan) -> Bool? {
    guard let metric = Metric.named(metric) else { return nil }
    let windows: [WorldPlan.Window?] = parts.isEmpty ? [nil] : parts
    let found = windows.compactMap { window in
      metric.read(
        Reading(
          all,
          of: plan,
          classes: classes,
          lanes: lanes,
          from: window?.from,
          to: window?.to
        ),
        statistic
      )
    }
    guard !found.isEmpty else { return nil }
    return inEvery ? found.allSatisfy(holds) : found.contains(where: holds)
  }

  private func holds(_ value: Double) -> Bool {
    switch relation {
    case .atMost: value <= bound
    case .atLeast: value >= bound
    case .equal: value == bound
    case .unequal: value != bound
    case .below: value < bound
    case .above: value > bound
    }
  }
}
