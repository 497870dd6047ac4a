import Dialects
import Testing

/// Vectors of our own for every operation and key that the head of the vector file names.
@Suite
struct ConformanceBreakerTests {
  /// One vector: peer, quirk, configuration, steps.
  struct Case: Sendable, CustomStringConvertible {
    let name: String
    var peer = "resilience4j/resilience4j"
    var quirk = false
    let config: String
    let steps: [String]

    var description: String { name }

    func replay() throws -> Conformance.Verdict {
      let text = """
        {"schema": "resilience-conformance/1", "vectors": [{"id": "\(name)", "peer": "\(peer)",
        "kind": "breaker", "quirk": \(quirk), "config": {\(config)},
        "steps": [\(steps.map { "{\($0)}" }.joined(separator: ",\n"))]}]}
        """
      let vectors = try Conformance.load(Array(text.utf8))
      return Conformance.replay(try #require(vectors.first))
    }
  }

  private static let window = """
    "window": {"type": "time", "seconds": 20, "buckets": 20}, "minimumCalls": 5,
    "failureRateThreshold": 0.5, "slowCall": {"duration": 4, "rateThreshold": 0.5},
    "openDuration": 5, "semantics": {"openBoundary": "strictlyAfter",
    "lateResults": "countedInCurrentState", "tripCheckedOn": "everyResult"},
    "halfOpen": {"permits": 4, "rule": "rateOverProbes"
    """
  private static let r4j = window + "}"

  private static let fails = #""t": 0, "op": "run", "outcome": "failure", "repeat": 4"#

  static let cases: [Case] = [
    Case(
      name: "the boundary of the cool-down is excluded",
      config: r4j,
      steps: [
        #""t": 0, "op": "manualOpen", "expect": {"state": "open", "remaining": 5}"#,
        #""t": 5, "op": "acquire", "expect": {"permitted": false, "state": "open"}"#,
        #""t": 5.001, "op": "acquire", "expect": {"permitted": true, "state": "halfOpen"}"#,
      ]
    ),
    Case(
      name: "escalation starts anew after a close",
      config: #""openBackoff": {"initial": 5, "multiplier": 2}, "openDuration": 5"#,
      steps: [
        #""t": 0, "op": "manualOpen", "expect": {"remaining": 5}"#,
        #""t": 0, "op": "manualHalfOpen""#,
        #""t": 0, "op": "manualOpen", "expect": {"remaining": 10}"#,
        #""t": 0, "op": "manualClose", "expect": {"state": "closed"}"#,
        #""t": 0, "op": "manualOpen", "expect": {"remaining": 5}"#,
      ]
    ),
    Case(
      name: "a released permit is free again",
      config: r4j,
      steps: [
        #""t": 0, "op": "manualOpen""#, #""t": 0, "op": "manualHalfOpen""#,
        #""t": 0, "op": "acquireMany", "requests": 6, "expect": {"granted": 4}"#,
        #""t": 0, "op": "release""#, #""t": 0, "op": "acquire", "expect": {"permitted": true}"#,
        #""t": 0, "op": "acquire", "expect": {"permitted": false}"#,
      ]
    ),
    Case(
      name: "closed to half-open is refused",
      config: r4j,
      steps: [
        #""t": 0, "op": "manualHalfOpen", "expect": {"error": true, "state": "closed"}"#,
        #""t": 0, "op": "manualOpenFor", "seconds": 9, "expect": {"error": false, "remaining": 9}"#,
        #""t": 9.001, "op": "acquire", "expect": {"permitted": true}"#,
      ]
    ),
    Case(
      name: "metrics only",
      config: r4j,
      steps: [
        #""t": 0, "op": "metricsOnly", "expect": {"state": "metricsOnly", "total": 0}"#, fails,
        #""t": 0, "op": "run", "outcome": "success", "expect": {"permitted": true, "total": 5, "failureRate": 0.8, "state": "metricsOnly", "events": 1}"#,
        #""t": 0, "op": "run", "outcome": "failure", "expect": {"events": 1}"#,
      ]
    ),
    Case(
      name: "probes that take too long",
      config: window + #", "maxWait": 1}"#,
      steps: [
        #""t": 0, "op": "manualOpen""#, #""t": 0, "op": "manualHalfOpen""#,
        #""t": 0.5, "op": "acquire", "call": "a", "expect": {"permitted": true}"#,
        #""t": 2, "op": "observe", "expect": {"state": "open"}"#,
        #""t": 2, "op": "success", "call": "a", "expect": {"state": "open"}"#,
        #""t": 6.001, "op": "acquire", "expect": {"permitted": true, "state": "halfOpen"}"#,
      ]
    ),
    Case(
      name: "two of ten probes decide when two are enough",
      config: """
        "window": {"type": "count", "size": 10}, "minimumCalls": 2, "failureRateThreshold": 0.5,
        "openDuration": 5, "halfOpen": {"permits": 10, "rule": "rateOverProbes"}
        """,
      steps: [
        #""t": 0, "op": "manualOpen""#, #""t": 0, "op": "manualHalfOpen""#,
        #""t": 0, "op": "run", "outcome": "success", "expect": {"state": "halfOpen", "failureRate": null}"#,
        #""t": 0, "op": "run", "outcome": "failure", "expect": {"state": "open", "failureRate": 0.5}"#,
      ]
    ),
    Case(
      name: "a clock that steps back",
      quirk: true,
      config: """
        "window": {"type": "time", "seconds": 5, "buckets": 5}, "minimumCalls": 10,
        "failureRateThreshold": 0.5, "openDuration": 5
        """,
      steps: [
        #""t": 1000, "op": "run", "outcome": "failure""#,
        #""t": 990, "op": "run", "outcome": "failure", "repeat": 20, "expect": {"state": "closed"}, "correct": {"state": "open"}"#,
        #""t": 990, "op": "observe", "expect": {"state": "halfOpen"}"#,
      ]
    ),
    Case(
      name: "late results join the account of an open breaker",
      config: r4j,
      steps: [
        #""t": 0, "op": "acquire", "call": "a""#,
        #""t": 0, "op": "manualOpen", "expect": {"total": 0}"#,
        #""t": 1, "op": "failure", "call": "a", "expect": {"state": "open", "total": 1, "failed": 1}"#,
      ]
    ),
    Case(
      name: "an interval forgets, and so do results from before",
      peer: "sony/gobreaker",
      config:
        #""window": {"type": "fixedInterval", "seconds": 30}, "minimumCalls": 3, "failureRateThreshold": 0.6"#,
      steps: [
        #""t": 0, "op": "run", "outcome": "failure", "repeat": 2, "expect": {"total": 2}"#,
        #""t": 29, "op": "acquire", "call": "a", "expect": {"total": 3}"#,
        #""t": 30.001, "op": "observe", "expect": {"total": 0, "failed": 0}"#,
        #""t": 31, "op": "failure", "call": "a", "expect": {"total": 0, "state": "closed"}"#,
      ]
    ),
    Case(
      name: "rolling buckets start with the state",
      peer: "sony/gobreaker",
      config:
        #""window": {"type": "time", "seconds": 30, "buckets": 10}, "minimumCalls": 3, "failureRateThreshold": 0.6, "semantics": {"tripCheckedOn": "failureOnly"}"#,
      steps: [
        #""t": 0, "op": "run", "outcome": "success", "repeat": 2"#,
        #""t": 4, "op": "run", "outcome": "success", "expect": {"total": 3}"#,
        #""t": 29, "op": "observe", "expect": {"total": 3}"#,
        #""t": 30.001, "op": "observe", "expect": {"total": 1, "succeeded": 1}"#,
        #""t": 33.001, "op": "observe", "expect": {"total": 0}"#,
      ]
    ),
    Case(
      name: "openings between two closes",
      peer: "App-vNext/Polly",
      config: #""openDuration": 5"#,
      steps: [
        #""t": 0, "op": "openSequence", "opens": 3, "expect": {"halfOpenAttempts": [0, 1, 2]}"#,
        #""t": 0, "op": "manualClose""#,
        #""t": 0, "op": "openSequence", "expect": {"halfOpenAttempts": [0, 1, 0]}"#,
      ]
    ),
    Case(
      name: "half-open by the closed state's own count",
      peer: "failsafe-go/failsafe-go",
      config:
        #""window": {"type": "count", "size": 3}, "failureCount": {"n": 2, "of": 3}, "openDuration": 1"#,
      steps: [
        #""t": 0, "op": "manualOpen""#,
        #""t": 0.999, "op": "acquire", "expect": {"permitted": false}"#,
        #""t": 1, "op": "run", "outcome": "failure", "expect": {"permitted": true, "state": "halfOpen"}"#,
        #""t": 1, "op": "run", "outcome": "failure", "expect": {"state": "open"}"#,
      ]
    ),
    Case(
      name: "tripped, recovering, standby",
      peer: "vulcand/oxy",
      config:
        #""openDuration": 10, "consecutiveFailures": 1, "recovery": {"type": "linearRamp", "duration": 10, "maxFraction": 0.5}"#,
      steps: [
        #""t": 0, "op": "run", "outcome": "failure", "expect": {"state": "open"}"#,
        #""t": 10, "op": "acquire", "expect": {"permitted": false, "state": "recovering"}"#,
        #""t": 20, "op": "acquire", "expect": {"permitted": true, "state": "closed"}"#,
      ]
    ),
  ]

  @Test(arguments: cases)
  func passes(_ vector: Case) throws {
    #expect(try vector.replay() == .pass)
  }

  @Test
  func whatIsNotKnownIsSkippedNotGuessed() throws {
    let unknown = [
      #""t": 0, "op": "dance""#,
      #""t": 0, "op": "run", "outcome": "success", "expect": {"mood": 1}"#,
      #""t": 0, "op": "failure", "call": "nobody""#,
    ]
    for step in unknown {
      let verdict = try Case(name: "unknown", config: Self.r4j, steps: [step]).replay()
      guard case .skip = verdict else {
        Issue.record("\(step): \(verdict)")
        continue
      }
    }
  }

  /// Files come from anybody: nonsense is a skip and never stops the program.
  @Test(arguments: [
    #""window": {"type": "count", "size": 0}"#,
    #""window": {"type": "time", "seconds": -1, "buckets": 10}"#,
    #""window": {"type": "time", "seconds": 1, "buckets": 0}"#,
    #""window": {"type": "fixedInterval", "seconds": 1e300, "bucketPeriod": 1e-300}"#,
    #""window": {"type": "moon"}"#,
    #""halfOpen": {"permits": 0, "rule": "ratio", "successes": -3, "of": 9}"#,
    #""halfOpen": {"permits": -1, "rule": "oracle"}"#,
    #""outlier": {"interval": 0, "hosts": -1}"#,
  ])
  func nonsenseIsSkipped(_ config: String) throws {
    let steps = [
      #""t": 0, "op": "manualOpen""#, #""t": 1e300, "op": "acquireMany", "requests": -1"#,
    ]
    let verdict = try Case(name: "nonsense", config: config, steps: steps).replay()
    guard case .skip = verdict else {
      Issue.record("\(verdict)")
      return
    }
  }
}
