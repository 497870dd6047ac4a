package import GatewayModel

extension Scope {
  /// The classes and providers that a scope names in a world, and what reports call it.
  ///
  /// Nothing when it names something that is not measured on its own.
  package func part(of plan: WorldPlan) -> (label: String, classes: [Int]?, lanes: [Int]?)? {
    let classes = plan.classes.indices.filter { plan.classes[$0].name == name }
    let lanes = plan.providers.indices.filter { plan.providers[$0].name == name }
    let ranked = plan.classes.indices.filter { "p\(plan.classes[$0].priority)" == name }
    switch kind {
    case .trafficClass where !classes.isEmpty, nil where !classes.isEmpty:
      return ("class:" + name, classes, nil)
    case .provider where !lanes.isEmpty, nil where !lanes.isEmpty:
      return ("provider:" + name, nil, lanes)
    case .priority where !ranked.isEmpty, nil where !ranked.isEmpty:
      return ("priority:" + name, ranked, nil)
    case .trafficClass, .provider, .priority, .region, .server, nil: return nil
    }
  }
}

extension WorldPlan {
  /// The parts of the run that a window means: one, or every stretch of `over`.
  package func parts(of window: Scenarios.Window) -> [WorldPlan.Window] {
    windows.filter { $0.name == window.name }
  }

  /// The same world, which shows whether it is metastable if that is asked.
  package func testingReset(_ isAsked: Bool) -> WorldPlan {
    var world = self
    world.testsReset = world.testsReset || isAsked
    return world
  }

  /// The same world with another meaning of collapse.
  func collapsing(by claim: Claim?) -> WorldPlan {
    guard let claim, case .metric(let value) = claim.value,
      let metric = Metric.named(value.metric),
      let relation = CollapseLine.Relation(rawValue: claim.comparison.rawValue)
    else { return self }
    let scope = value.scope.flatMap { $0.part(of: self) }
    var isEvery = true
    if case .overSome = claim.window { isEvery = false }
    var world = self
    world.collapse.line = CollapseLine(
      metric: value.metric,
      statistic: value.statistic.map(Metric.Statistic.init) ?? metric.headline,
      relation: relation,
      bound: claim.bound.value,
      classes: scope?.classes,
      lanes: scope?.lanes,
      parts: claim.window == .whole ? [] : parts(of: claim.window),
      inEvery: isEvery
    )
    return world
  }
}

extension Metric.Statistic {
  package init(_ statistic: Statistic) {
    switch statistic {
    case .mean: self = .mean
    case .min: self = .min
    case .max: self = .max
    case .sd: self = .sd
    case .count: self = .count
    case .rate: self = .rate
    case .share: self = .share
    case .percentile(let share): self = .percentile(share)
    }
  }
}
