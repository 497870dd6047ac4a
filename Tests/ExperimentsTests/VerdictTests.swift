import Experiments
import Testing

@Suite
struct VerdictTests {
  @Test
  func relationsHoldAsWritten() {
    let cases: [(Relation, [Bool])] = [
      (.less, [true, false, false]), (.lessOrEqual, [true, true, false]),
      (.greater, [false, false, true]), (.greaterOrEqual, [false, true, true]),
      (.equal, [false, true, false]), (.notEqual, [true, false, true]),
    ]
    for (relation, expected) in cases {
      #expect([1.0, 2.0, .infinity].map { relation.holds($0, 2) } == expected)
      #expect(Relation(rawValue: relation.rawValue) == relation)
    }
    #expect(Verdict.allCases.map(\.rawValue) == ["met", "not met", "inconclusive"])
  }
}
