import Dialects
import Testing

@Suite
struct ConformanceOutlierTests {
  @Test(arguments: [
    #""op": "successRates", "rates": [50, 100, 100, 100, 100], "expect": {"threshold": 52, "mean": 90, "ejected": [true, false, false, false, false]}"#,
    #""op": "successRates", "rates": [50, 100, 100, 100, 100], "expect": {"ejectionThreshold": 52, "average": 90, "ejected": [0]}"#,
    #""op": "successRates", "rates": [90, 100, 100, 100, 100], "factor": 2500, "expect": {"ejected": false}"#,
  ])
  func ratesBelowTheGroupsAreFound(_ step: String) throws {
    let text = """
      {"schema": "resilience-conformance/1", "vectors": [{"id": "x", "peer": "envoyproxy/envoy",
      "kind": "breaker", "config": {"outlier": {"successRateStdevFactor": 1900}},
      "steps": [{"t": 0, \(step)}]}]}
      """
    let vectors = try Conformance.load(Array(text.utf8))
    #expect(vectors.map(Conformance.replay) == [.pass])
  }
}
