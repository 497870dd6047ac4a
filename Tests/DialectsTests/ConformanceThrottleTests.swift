import Dialects
import Testing

@Suite
struct ConformanceThrottleTests {
  @Test
  func everyShippedVectorPasses() throws {
    let vectors = try VectorFile.load().filter { $0.kind == .throttle }
    #expect(vectors.count == 6)
    #expect(vectors.filter { Conformance.replay($0) != .pass }.map(\.id) == [])
  }

  static let more: [String] = [
    #"{"algorithm": "sreAdaptive", "K": 1.1, "windowSeconds": 120}, "#
      + #"[{"op": "probability", "requests": 1000, "accepts": 400, "#
      + #""expect": {"p": 0.5594405594405594}}]"#,
    #"{"algorithm": "sreAdaptive", "K": 2, "windowSeconds": 120}, "#
      + #"[{"op": "record", "outcome": "accepted", "n": 10},"#
      + #" {"op": "record", "outcome": "rejected", "n": 79, "expect": {"p": 0.7666666666666667}},"#
      + #" {"op": "record", "outcome": "localReject", "n": 10, "expect": {"p": 0.79}},"#
      + #" {"t": 120, "op": "probabilityNow", "expect": {"p": 0}}]"#,
    #"{"algorithm": "failsafeAdaptive", "successRateThreshold": 0.9, "executionThreshold": 10, "#
      + #""period": 60}, [{"op": "record", "outcome": "failure", "n": 9, "expect": {"p": 0}},"#
      + #" {"op": "record", "outcome": "failure", "n": 90, "expect": {"p": 0.9}},"#
      + #" {"t": 59, "op": "probabilityNow", "expect": {"p": 0.9}},"#
      + #" {"t": 61, "op": "probabilityNow", "expect": {"p": 0}}]"#,
    #"{"algorithm": "finagleNack", "threshold": 0.5, "cap": 0.75, "rpsThreshold": 5}, "#
      + #"[{"op": "probability", "acceptEMA": 0.1, "rps": 4, "expect": {"p": 0}},"#
      + #" {"op": "probability", "acceptEMA": 0.1, "rps": 5, "expect": {"p": 0.75}}]"#,
  ]

  @Test(arguments: more)
  func furtherFacts(_ text: String) throws {
    #expect(try Invented.replay("throttle", text) == .pass)
  }

  @Test(arguments: [
    #"{"algorithm": "guess"}, [{"op": "record"}]"#,
    #"{"algorithm": "sreAdaptive"}, [{"op": "probability"}]"#,
    #"{"algorithm": "sreAdaptive"}, [{"op": "record", "outcome": "perhaps"}]"#,
    #"{"algorithm": "sreAdaptive", "windowSeconds": 0}, []"#,
    #"{"algorithm": "pid"}, [{"op": "probability"}]"#,
  ])
  func whatWeDoNotKnowIsSkipped(_ text: String) throws {
    guard case .skip? = try Invented.replay("throttle", text) else {
      Issue.record("judged \(text)")
      return
    }
  }
}
