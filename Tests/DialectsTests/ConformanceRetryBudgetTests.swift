import Dialects
import Testing

@Suite
struct ConformanceRetryBudgetTests {
  @Test
  func everyShippedVectorPasses() throws {
    let vectors = try VectorFile.load().filter { $0.kind == .retryBudget }
    #expect(vectors.count == 17)
    #expect(vectors.filter { Conformance.replay($0) != .pass }.map(\.id) == [])
  }

  /// Facts of the same libraries that the shipped file does not hold.
  static let more: [String] = [
    #"{"algorithm": "leakyTokenBucket", "ttl": 60, "minRetriesPerSecond": 0, "ratio": 0}, "#
      + #"[{"op": "depositThenWithdraw", "repeat": 100, "expect": {"granted": 0, "balance": 0}}]"#,
    #"{"algorithm": "leakyTokenBucket", "ttl": 10, "minRetriesPerSecond": 10, "ratio": 0.2}, "#
      + #"[{"op": "withdraw", "repeat": 101, "expect": {"granted": 100}},"#
      + #" {"t": 1, "op": "deposit", "repeat": 4},"#
      + #" {"t": 9, "op": "withdraw", "repeat": 100, "expect": {"granted": 0}},"#
      + #" {"t": 10, "op": "withdraw", "repeat": 101, "expect": {"granted": 100}}]"#,
    #"{"algorithm": "leakyTokenBucketRaw", "ttl": 3, "reserve": 100}, "#
      + #"[{"op": "get", "tokens": 50, "repeat": 3, "expect": {"granted": 2}},"#
      + #" {"op": "put", "tokens": 1}, {"op": "get", "tokens": 1, "expect": {"granted": 1}},"#
      + #" {"t": 1, "op": "get", "tokens": 1, "expect": {"granted": 0}},"#
      + #" {"t": 2, "op": "get", "tokens": 1, "expect": {"granted": 0}},"#
      + #" {"t": 3, "op": "get", "tokens": 1, "expect": {"granted": 0}},"#
      + #" {"t": 4, "op": "get", "tokens": 50, "expect": {"granted": 1}},"#
      + #" {"t": 7, "op": "get", "tokens": 100, "expect": {"granted": 1, "balance": 0}}]"#,
    #"{"algorithm": "boundedTokenBucket", "limit": 10}, "#
      + #"[{"op": "put", "tokens": 15, "expect": {"balance": 10}},"#
      + #" {"op": "get", "tokens": 11, "expect": {"granted": 0}},"#
      + #" {"op": "get", "tokens": 10, "expect": {"granted": 1, "count": 0}}]"#,
    #"{"algorithm": "awsQuota", "capacity": 12}, "#
      + #"[{"op": "acquireQuota", "amount": 5, "repeat": 3, "expect": {"granted": 2, "tokens": 2}},"#
      + #" {"op": "releaseQuota", "amount": 5, "expect": {"tokens": 7}}]"#,
    #"{"algorithm": "awsQuota", "capacity": 500, "costRetry": 14, "costThrottlingRetry": 5}, "#
      + #"[{"op": "retry", "expect": {"granted": 1, "tokens": 486}},"#
      + #" {"op": "retry", "cause": "throttling", "expect": {"granted": 1, "tokens": 481}},"#
      + #" {"op": "success", "expect": {"tokens": 486}}]"#,
    #"{"algorithm": "grpcA6", "maxTokens": 10, "tokenRatio": 0.5}, "#
      + #"[{"op": "failure", "repeat": 20, "expect": {"tokens": 0, "retryAllowed": false}},"#
      + #" {"op": "success", "repeat": 100, "expect": {"tokens": 10, "retryAllowed": true}}]"#,
    #"{"algorithm": "inflightRatio", "maxRate": 0.2, "minConcurrency": 3}, "#
      + #"[{"op": "start", "n": 10}, {"op": "tryRetry", "n": 9, "expect": {"granted": 3}}]"#,
  ]

  @Test(arguments: more)
  func furtherFacts(_ text: String) throws {
    #expect(try Invented.replay("retryBudget", text) == .pass)
  }

  @Test(arguments: [
    (#"{"algorithm": "unheard-of"}, [{"op": "deposit"}]"#, "unknown retry budget `unheardof`"),
    (
      #"{"algorithm": "grpcA6"}, [{"op": "sneeze"}]"#,
      "step 1: unknown operation `sneeze`"
    ),
    (#"{"algorithm": "grpcA6", "maxTokens": -1}, []"#, "`maxTokens` is out of range: -1"),
    (
      #"{"algorithm": "grpcA6", "mood": 1}, [{"op": "failure", "expect": {"tokens": 3}}]"#,
      "configuration key `mood` is not known"
    ),
  ])
  func whatWeDoNotKnowIsSkippedWithAReason(_ text: String, _ reason: String) throws {
    #expect(try Invented.replay("retryBudget", text) == .skip(reason))
  }
}

/// A vector written in a test.
enum Invented {
  static func replay(
    _ kind: String,
    _ configAndSteps: String,
    peer: String = "a/b",
    quirk: Bool = false
  ) throws -> Conformance.Verdict? {
    let parts = configAndSteps.split(separator: "}, [", maxSplits: 1)
    let text =
      #"{"schema": "resilience-conformance/1", "vectors": [{"id": "x", "peer": ""# + peer
      + #"", "kind": ""# + kind + #"", "quirk": \#(quirk), "config": "# + parts[0]
      + #"}, "steps": ["# + (parts.count > 1 ? parts[1] : "]") + "}]}"
    return try Conformance.load(Array(text.utf8)).first.map(Conformance.replay)
  }
}
