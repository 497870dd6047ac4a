import Experiments
import GatewayModel
import Reports
import Scenarios

/// A line of `expect:` with what a study says about it.
struct JudgedLine: Sendable {
  let expectation: Expectation
  let variant: String
  let quantity: Quantity
  /// Nil when the line cannot be measured; then `note` says why.
  let judgement: Judgement?
  let note: String

  /// Judges a line on the samples of its value.
  init(_ expectation: Expectation, variant: String, _ asked: AskedValue, _ estimate: Estimate) {
    self.expectation = expectation
    self.variant = variant
    let judgement = Judgement(
      estimate,
      Relation(expectation.claim.comparison),
      expectation.claim.bound.value
    )
    self.judgement = judgement
    quantity = asked.quantity
    note =
      switch judgement.reason {
      case .decided: ""
      case .tooWide: "the bound lies inside the interval; more replications would tell"
      case .undefined: "no replication defined the value"
      case .tooFewReplications: "one replication has no interval"
      }
  }

  /// A line that cannot be measured.
  init(_ expectation: Expectation, variant: String, unmeasurable: AskedValue.Unmeasurable) {
    self.expectation = expectation
    self.variant = variant
    quantity = .plain(unit: "")
    judgement = nil
    note = unmeasurable.says
  }

  var verdict: Verdict { judgement?.verdict ?? .inconclusive }

  /// How a check ends that has this line.
  var ending: Ending {
    guard judgement != nil else { return .impossible }
    switch verdict {
    case .met: return .done
    case .notMet: return .unmet
    case .inconclusive: return .inconclusive
    }
  }

  /// The line as a person reads it.
  var line: Digest.Line {
    Digest.Line(expectation.text, verdict, found: found, note: note)
  }

  /// The value and its interval in words.
  var found: String {
    guard let estimate = judgement?.estimate else { return "–" }
    let value = Humanised.text(estimate.value, as: quantity)
    if let half = estimate.halfWidth, half > 0 {
      return "\(value) ± \(Humanised.text(half, as: quantity))"
    }
    return value
  }

  /// The line as a case of a test suite.
  var testCase: (name: String, outcome: JUnit.Outcome) {
    let says = note.isEmpty ? "found \(found)" : "found \(found); \(note)"
    guard judgement != nil else { return (expectation.text, .impossible(note)) }
    return switch verdict {
    case .met: (expectation.text, .passed)
    case .notMet: (expectation.text, .failed(says))
    case .inconclusive: (expectation.text, .inconclusive(says))
    }
  }
}

extension AskedValue {
  /// What the value measures, as far as writing it down needs to know.
  var quantity: Quantity { event == nil ? question.quantity : .share }
}

extension Question {
  /// What the number measures, as far as writing it down needs to know.
  var quantity: Quantity {
    switch statistic {
    case .rate: return .count(unit: "/s")
    case .share: return .share
    case .value, .count, .mean, .min, .max, .sd, .percentile: break
    }
    return switch metric.unit {
    case .seconds: .seconds
    case .perSecond: .count(unit: "/s")
    case .share: .share
    case .count: .count(unit: "")
    case .number: .plain(unit: "")
    case .bytes: .bytes
    case .money: .plain(unit: "USD")
    }
  }
}

extension Table {
  /// `verdicts.csv`: every expectation with what was found.
  static func verdicts(_ lines: [JudgedLine], _ compared: [ComparedValue] = []) -> Table {
    var table = Table(
      name: "verdicts",
      title: "Expectations",
      columns: [
        Column("kind", .text, "expectation, objective or comparison."),
        Column("name", .text, "The line as written."),
        Column("variant", .text, "Of which variant; empty is the scenario itself."),
        Column("fault", .text, "Under which fault to survive; empty elsewhere."),
        Column("metric", .text, "What was measured."),
        Column("value", .number, "The estimate."), Column("ci_low", .number, "Its lower end."),
        Column("ci_high", .number, "Its upper end."), Column("bound", .number, "The bound."),
        Column("verdict", .text, "met, not met or inconclusive; or what a comparison found."),
      ]
    )
    for line in lines {
      let estimate = line.judgement?.estimate
      table.append([
        .text("expectation"), .text(line.expectation.text), .text(line.variant), .text(""),
        .text(line.expectation.claim.value.metricName), .number(orEmpty: estimate?.value),
        .number(orEmpty: estimate?.low), .number(orEmpty: estimate?.high),
        .number(line.expectation.claim.bound.value), .text(line.verdict.rawValue),
      ])
    }
    for one in compared {
      let found = one.comparison.difference
      table.append([
        .text("comparison"), .text(one.name), .text(one.variant), .text(""), .text(one.metric),
        .number(orEmpty: found.value), .number(orEmpty: found.low), .number(orEmpty: found.high),
        .number(0), .text(one.comparison.verdict.description),
      ])
    }
    return table
  }
}

extension MeasuredValue {
  /// The metric that a value is about.
  var metricName: String {
    switch self {
    case .metric(let value): value.metric
    case .probability(.collapse): "collapse"
    case .probability(.metastable): "metastable"
    case .probability(.claim(let claim)): claim.value.metricName
    }
  }
}
