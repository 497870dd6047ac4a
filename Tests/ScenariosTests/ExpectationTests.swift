import Testing

@testable import Scenarios

@Suite
struct ExpectationTests {
  @Test(arguments: zip(Comparison.allCases, ["<=", ">=", "==", "!=", "<", ">"]))
  func comparisonsAreSpelled(comparison: Comparison, text: String) {
    #expect(comparison.rawValue == text)
  }
}

extension Scenarios.Expectation {
  /// What was understood, in one line.
  var meaning: String { claim.meaning + " " + (variant ?? "base") }
}

extension Claim {
  var meaning: String {
    "\(value.meaning) \(comparison.rawValue) \(shown(bound.value)) \(bound.unit.rawValue) "
      + window.meaning
  }
}

extension MeasuredValue {
  var meaning: String {
    switch self {
    case .probability(.collapse): return "probability(collapse)"
    case .probability(.metastable): return "probability(metastable)"
    case .probability(.claim(let claim)): return "probability(\(claim.meaning))"
    case .metric(let value):
      let statistic = value.statistic.map { " \($0)" } ?? ""
      let kind = value.scope?.kind.map { "\($0.rawValue):" } ?? ""
      let scope = value.scope.map { " \(kind)\($0.name)" } ?? ""
      return value.metric + statistic + scope
    }
  }
}

extension Window {
  var meaning: String {
    switch self {
    case .whole: "whole"
    case .before(let fault): "before \(fault)"
    case .during(let fault): "during \(fault)"
    case .after(let fault, let plus): "after \(fault)+\(shown(plus))"
    case .between(let from, let to): "\(shown(from))-\(shown(to))"
    case .overEvery(let length): "every \(shown(length))"
    case .overSome(let length): "some \(shown(length))"
    }
  }
}
