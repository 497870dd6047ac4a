import Dialects
import Testing

@Suite
struct ConformanceLimiterTests {
  @Test
  func everyShippedVectorPasses() throws {
    let vectors = try VectorFile.load().filter { $0.kind == .limiter }
    #expect(vectors.count == 8)
    #expect(vectors.filter { Conformance.replay($0) != .pass }.map(\.id) == [])
  }

  static let more: [String] = [
    #"{"algorithm": "aimd", "initial": 30, "min": 20, "max": 200, "backoffRatio": 0.9}, "#
      + #"[{"op": "sample", "rtt": 0.001, "inflight": 0, "dropped": true, "expect": {"limit": 27}},"#
      + #" {"op": "sample", "rtt": 0.001, "inflight": 0, "dropped": true, "repeat": 9, "#
      + #""expect": {"limit": 20}}]"#,
    #"{"algorithm": "vegas", "initial": 10, "max": 20, "alpha": 3, "beta": 6, "smoothing": 1.0}, "#
      + #"[{"op": "sample", "rtt": 0.01, "inflight": 10, "expect": {"limit": 10}},"#
      + #" {"op": "sample", "rtt": 0.01, "inflight": 11, "expect": {"limit": 16}}]"#,
    #"{"algorithm": "vegas", "initial": 100, "max": 200, "decrease": "half"}, "#
      + #"[{"op": "sample", "rtt": 0.01, "inflight": 100, "repeat": 1},"#
      + #" {"op": "sample", "rtt": 0.02, "inflight": 100, "repeat": 2, "#
      + #""expect": {"limit": 25, "limits": [50, 25]}}]"#,
    #"{"algorithm": "gradient2", "initial": 100, "min": 10, "max": 200}, "#
      + #"[{"op": "sample", "rtt": 0.02, "inflight": 49, "repeat": 20, "expect": {"limit": 100}},"#
      + #" {"op": "sample", "rtt": 0.02, "inflight": 60, "repeat": 5, "expect": {"limit": 104}}]"#,
    #"{"algorithm": "envoyGradient", "initial": 100, "minRTT": 0.1, "buffer": 0.25, "window": 1}, "#
      + #"[{"op": "sample", "rtt": 0.25}, {"t": 1, "op": "sample", "rtt": 0.1, "#
      + #""expect": {"limit": 57}}]"#,
    #"{"algorithm": "awsCubic", "startingMaxRate": 10}, "#
      + #"[{"op": "cubicError", "currentRate": 100, "expect": {"rate": 70, "K": 4.217163326508746}},"#
      + #" {"t": 0, "op": "cubicSuccess", "expect": {"rate": 70.0}}]"#,
  ]

  @Test(arguments: more)
  func furtherFacts(_ text: String) throws {
    #expect(try Invented.replay("limiter", text) == .pass)
  }

  @Test(arguments: [
    #"{"algorithm": "guess"}, [{"op": "sample"}]"#,
    #"{"algorithm": "aimd", "min": 30, "max": 20}, []"#,
    #"{"algorithm": "vegas", "decrease": "a-lot"}, []"#,
    #"{"algorithm": "vegas"}, [{"op": "sample"}]"#,
    #"{"algorithm": "awsCubic"}, [{"op": "cubicError"}]"#,
  ])
  func whatWeDoNotKnowIsSkipped(_ text: String) throws {
    guard case .skip? = try Invented.replay("limiter", text) else {
      Issue.record("judged \(text)")
      return
    }
  }
}
