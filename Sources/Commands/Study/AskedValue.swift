import Experiments
import GatewayModel
import Scenarios
import TimeAndChance

/// A value of the grammar of `expect:`, bound to a world: one sample a replication, and how samples
/// become an estimate.
struct AskedValue: Sendable {
  private(set) var question: Question
  /// For an event: the sample is whether this holds of the number.
  let event: (relation: Relation, bound: Double)?

  /// What cannot be measured, in a sentence.
  struct Unmeasurable: Error, Equatable {
    let says: String
  }

  /// A number as it is.
  init(_ question: Question) {
    self.question = question
    event = nil
  }

  /// Binds a claim's value to a world.
  init(_ claim: Claim, in plan: WorldPlan) throws(Unmeasurable) {
    try self.init(claim.value, in: claim.window, of: plan)
    if case .metric = claim.value { question.pick = Question.Pick(claim) }
  }

  /// Binds a value in a part of the run to a world.
  init(
    _ value: MeasuredValue,
    in window: Scenarios.Window = .whole,
    of plan: WorldPlan
  ) throws(Unmeasurable) {
    switch value {
    case .metric(let value):
      question = try Question(value, in: window, of: plan)
      event = nil
    case .probability(.collapse):
      question = try Question(named: "collapse")
      event = (.greater, 0)
    case .probability(.metastable):
      question = try Question(named: "metastable")
      event = (.greater, 0)
    case .probability(.claim(let claim)):
      let inner = try AskedValue(claim, in: plan)
      question = inner.question
      event = (Relation(claim.comparison), claim.bound.value)
    }
  }

  /// The sample of one replication.
  func sample(_ measured: Measurements, of plan: WorldPlan) -> Double? {
    let number = question.sample(measured, of: plan)
    guard let event else { return number }
    return number.map { event.relation.holds($0, event.bound) ? 1 : 0 }
  }

  /// How samples become one number.
  var method: Estimate.Method {
    event != nil || question.metric.name == "collapse" ? .probability : .mean
  }
}

extension Relation {
  init(_ comparison: Scenarios.Comparison) {
    switch comparison {
    case .atMost: self = .lessOrEqual
    case .atLeast: self = .greaterOrEqual
    case .equal: self = .equal
    case .unequal: self = .notEqual
    case .below: self = .less
    case .above: self = .greater
    }
  }
}

extension Question {
  fileprivate init(named name: String) throws(AskedValue.Unmeasurable) {
    guard let metric = Metric.named(name) else {
      throw .init(says: "`\(name)` is not measured yet")
    }
    self.init(metric: metric, statistic: metric.headline, scope: .whole)
  }

  fileprivate init(
    _ value: MetricValue,
    in window: Scenarios.Window,
    of plan: WorldPlan
  ) throws(AskedValue.Unmeasurable) {
    let plain = try Question(named: value.metric)
    var part = Scope.whole
    if let written = value.scope { part = try Scope(written, of: plan) }
    self.init(
      metric: plain.metric,
      statistic: value.statistic.map(Metric.Statistic.init) ?? plain.statistic,
      scope: part,
      windows: try plan.spans(of: window)
    )
  }
}

extension Question.Scope {
  fileprivate init(
    _ scope: Scenarios.Scope,
    of plan: WorldPlan
  ) throws(AskedValue.Unmeasurable) {
    guard let part = scope.part(of: plan) else {
      throw .init(says: "`\(scope.name)` is not measured on its own")
    }
    self.init(label: part.label, classes: part.classes, lanes: part.lanes)
  }
}

extension WorldPlan {
  /// The parts of the run that a window means; none for all that is measured.
  func spans(
    of window: Scenarios.Window
  ) throws(AskedValue.Unmeasurable) -> [(from: Duration, to: Duration)] {
    if window == .whole { return [] }
    let parts = parts(of: window)
    guard !parts.isEmpty else { throw .init(says: "`\(window.name)` is not measured") }
    guard parts.allSatisfy({ $0.from < $0.to }) else {
      throw .init(says: "`\(window.name)` is empty in this variant")
    }
    return parts.map { ($0.from, $0.to) }
  }
}
