import Testing

@testable import Dialects

@Suite
struct ConformanceReplayTests {
  private func verdict(_ vector: String) throws -> Conformance.Verdict {
    let text = "{\"schema\": \"resilience-conformance/1\",\n\"vectors\": [\n\(vector)\n]}"
    let vectors = try Conformance.load(Array(text.utf8))
    return Conformance.replay(try #require(vectors.first))
  }

  @Test
  func aFailureSaysWhereAndWhat() throws {
    let seen = try verdict(
      """
      {"id": "x", "kind": "breaker", "config": {"consecutiveFailures": 1}, "steps": [
      {"t": 0, "op": "observe", "expect": {"state": "closed"}},
      {"t": 0, "op": "run", "outcome": "failure", "expect": {"state": "closed"}}]}
      """
    )
    let failure = Conformance.Failure(
      step: 2,
      line: 5,
      operation: "run",
      expected: "state \"closed\"",
      got: "open"
    )
    #expect(seen == .fail(failure))
  }

  /// In a quirk the step with `correct` decides, and steps after it are not judged.
  @Test(arguments: [("open", Conformance.Verdict.pass), ("closed", nil)])
  func aQuirkIsJudgedByWhatIsCorrect(_ correct: String, _ expected: Conformance.Verdict?) throws {
    let seen = try verdict(
      """
      {"id": "x", "kind": "breaker", "quirk": true, "config": {"consecutiveFailures": 1},
      "steps": [{"t": 0, "op": "run", "outcome": "failure", "expect": {"state": "halfOpen",
      "permitted": true}, "correct": {"state": "\(correct)"}},
      {"t": 0, "op": "observe", "expect": {"state": "forcedOpen"}}]}
      """
    )
    if let expected {
      #expect(seen == expected)
    } else if case .fail = seen {
    } else {
      Issue.record("\(seen)")
    }
  }

  @Test
  func whatCannotBeJudgedIsSkipped() throws {
    let kind = try verdict(#"{"id": "x", "kind": "hedge", "steps": []}"#)
    #expect(kind == .skip("unknown kind `hedge`"))
    let key = try verdict(
      """
      {"id": "x", "kind": "breaker", "config": {"weather": 1},
      "steps": [{"t": 0, "op": "observe", "expect": {"state": "open"}}]}
      """
    )
    #expect(key == .skip("configuration key `weather` is not known"))
  }
}
