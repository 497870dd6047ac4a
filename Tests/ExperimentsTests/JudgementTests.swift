import Experiments
import Testing

@Suite
struct JudgementTests {
  @Test
  func allOfTheIntervalMustAgree() {
    let near = Estimate(of: [9, 10, 11, 10])  // 10 ± 1.3
    let never = Estimate(of: [.infinity, .infinity])
    let zero = Estimate(of: [0, 0, 0])
    let mixed = Estimate(of: [0, 0, 1])
    let cases: [(Estimate, Relation, Double, Verdict, Judgement.Reason)] = [
      (near, .less, 12, .met, .decided), (near, .less, 11, .inconclusive, .tooWide),
      (near, .less, 8, .notMet, .decided), (near, .greaterOrEqual, 8, .met, .decided),
      (near, .greater, 12, .notMet, .decided), (near, .lessOrEqual, 10, .inconclusive, .tooWide),
      (never, .lessOrEqual, 1e9, .notMet, .decided), (never, .greater, 1e9, .met, .decided),
      (zero, .equal, 0, .met, .decided), (zero, .lessOrEqual, 0, .met, .decided),
      (zero, .less, 0, .notMet, .decided), (zero, .notEqual, 0, .notMet, .decided),
      (zero, .notEqual, 1, .met, .decided), (mixed, .equal, 0, .notMet, .decided),
      (mixed, .notEqual, 0, .inconclusive, .tooWide),
      (Estimate(of: [5]), .less, 9, .inconclusive, .tooFewReplications),
      (Estimate(of: [5]), .equal, 5, .met, .decided),
      (Estimate(of: [nil, nil]), .less, 9, .inconclusive, .undefined),
    ]
    for (estimate, relation, bound, verdict, reason) in cases {
      let judgement = Judgement(estimate, relation, bound)
      #expect(
        judgement.verdict == verdict && judgement.reason == reason,
        "\(estimate.value ?? .nan) \(relation.rawValue) \(bound)"
      )
    }
  }
}
