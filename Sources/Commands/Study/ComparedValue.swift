import Experiments
import GatewayModel
import Reports
import Scenarios
import TimeAndChance

/// One number of one variant beside the baseline's, replication by replication.
struct ComparedValue: Sendable {
  /// The number as a person names it: `p99(time-to-accept, class:otp)`.
  let name: String
  let metric: String
  let scope: String
  let quantity: Quantity
  let variant: String
  let baseline: String
  let value: Estimate
  let baselineValue: Estimate
  let comparison: Experiments.Comparison
}

extension Question {
  /// What every comparison looks at, whatever the scenario asks for: few enough to leave the family
  /// its power.
  static func compared(in plan: WorldPlan) -> [Question] {
    let whole: [(String, Metric.Statistic?)] = [
      ("goodput", nil), ("amplification", nil), ("wasted-attempts", nil),
      ("refused-but-good", nil), ("time-to-recover", nil),
    ]
    var questions = whole.compactMap { name, statistic in
      Metric.named(name).map {
        Question(metric: $0, statistic: statistic ?? $0.headline, scope: .whole)
      }
    }
    for number in plan.classes.indices {
      let scope = Scope(label: "class:" + plan.classes[number].name, classes: [number])
      for (name, statistic) in [
        ("delivered-in-time", Metric.Statistic.value), ("time-to-accept", .percentile(0.99)),
      ] {
        guard let metric = Metric.named(name) else { continue }
        questions.append(Question(metric: metric, statistic: statistic, scope: scope))
      }
    }
    return questions
  }

  /// The number in the grammar of `expect:`.
  var name: String {
    let isPlain = statistic == metric.headline
    let inner = [metric.name, scope.label].filter { !$0.isEmpty }
    if isPlain { return scope.label.isEmpty ? metric.name : "\(metric.name)(\(scope.label))" }
    return "\(statisticName)(\(inner.joined(separator: ", ")))"
  }
}

extension Metric {
  /// Which way is good.
  var direction: Direction {
    if ["delivered", "delivered-in-time", "goodput", "headroom"].contains(name) {
      return .higherIsBetter
    }
    let neutral = [
      "offered", "attempts", "handshakes", "pruned", "parked", "trips", "probes", "connections",
      "in-flight", "streams-in-use", "quota-used", "permanent", "stale", "by-fallback",
      "fallback-sends", "throttled", "deduplicated", "breaker-open",
    ]
    return neutral.contains(name) ? .neither : .lowerIsBetter
  }
}

extension StudyOutcome {
  /// Holds every variant against the baseline, all numbers as one family (Holm 1979).
  ///
  /// Looked at are a few numbers of every study and whatever the scenario's expectations ask of the
  /// baseline.
  func compared(to baseline: Int) -> [ComparedValue] {
    guard replications > 0 else { return [] }
    var found: [(variant: Int, question: Question, asked: AskedValue?)] = []
    for variant in study.variants.indices where variant != baseline {
      let plan = study.variants[variant].world
      let plain = Question.compared(in: plan)
      found += plain.map { (variant, $0, nil) }
      for asked in study.asked[variant]
      where asked.event != nil
        || !plain.contains(where: {
          $0.name == asked.question.name && asked.question.windows.isEmpty
        }
        )
      {
        found.append((variant, asked.question, asked))
      }
    }
    let sides = found.map { one in
      (
        samples(one.question, one.asked, of: one.variant),
        samples(one.question, one.asked, of: baseline)
      )
    }
    let kept = found.indices.filter { sides[$0].0 != nil && sides[$0].1 != nil }
    let pairings = kept.map { index in
      Pairing(
        metric: found[index].question.name,
        variant: study.variants[found[index].variant].name,
        direction: found[index].asked?.direction ?? found[index].question.metric.direction,
        samples: sides[index].0 ?? [],
        baseline: sides[index].1 ?? []
      )
    }
    let family = Experiments.Comparison.family(of: pairings, widened: study.widened)
    return zip(kept, family).map { index, comparison in
      let one = found[index]
      let method = one.asked?.method ?? .mean
      return ComparedValue(
        name: one.asked?.text ?? one.question.name,
        metric: one.question.metric.name,
        scope: one.question.scope.label,
        quantity: one.asked?.quantity ?? one.question.quantity,
        variant: comparison.pairing.variant,
        baseline: study.variants[baseline].name,
        value: Estimate(of: comparison.pairing.samples, by: method, widened: study.widened),
        baselineValue: Estimate(
          of: comparison.pairing.baseline,
          by: method,
          widened: study.widened
        ),
        comparison: comparison
      )
    }
  }

  /// A variant's samples of a number, if the study asked it of that variant.
  private func samples(_ question: Question, _ asked: AskedValue?, of variant: Int) -> [Double?]? {
    guard let asked else {
      let index = study.summary[variant].firstIndex {
        $0.metric.name == question.metric.name && $0.statistic == question.statistic
          && $0.scope.label == question.scope.label
      }
      return index.map { samples[variant][$0] }
    }
    let index = study.asked[variant].firstIndex { $0.isSame(as: asked) }
    return index.map { samples[variant][study.summary[variant].count + $0] }
  }
}

extension AskedValue {
  /// Which way is good; of an event that a scenario made up nobody knows.
  fileprivate var direction: Direction {
    event != nil && !["collapse", "metastable"].contains(question.metric.name)
      ? .neither : question.metric.direction
  }

  /// Whether this is the same number, perhaps of another variant.
  fileprivate func isSame(as other: AskedValue) -> Bool {
    question.name == other.question.name && question.pick == other.question.pick
      && question.windows.elementsEqual(other.question.windows, by: ==)
      && event?.relation == other.event?.relation && event?.bound == other.event?.bound
  }

  /// The number with the part of the run that it is about.
  var text: String {
    var text = question.name
    if let event {
      text = "probability(\(text) \(event.relation.rawValue) \(Humanised.digits(event.bound)))"
    }
    if ["collapse", "metastable"].contains(question.metric.name) {
      text = event == nil ? text : "probability(\(question.name))"
    }
    guard let window = question.windows.first else { return text }
    let (from, to) = (window.from.inSeconds, window.to.inSeconds)
    if question.windows.count > 1 {
      return text + " over stretches of \(Humanised.seconds(to - from))"
    }
    return text + " from \(Humanised.seconds(from)) to \(Humanised.seconds(to))"
  }
}
