import Dialects
import Testing

@Suite
struct ConformanceJitterTests {
  @Test
  func everyShippedVectorPasses() throws {
    let vectors = try VectorFile.load().filter { $0.kind == .jitterBounds }
    #expect(vectors.count == 8)
    #expect(vectors.filter { Conformance.replay($0) != .pass }.map(\.id) == [])
  }

  /// (peer, configuration and steps): facts that the shipped file does not hold.
  static let more: [(String, String)] = [
    (
      "aws-samples/aws-arch-backoff-simulator",
      #"{"algorithm": "equal", "base": 5, "cap": 2000}, "#
        + #"[{"op": "delay", "attempt": 1, "u": 0.25, "expect": {"seconds": 6.25}},"#
        + #" {"op": "delay", "attempt": 20, "u": 0, "expect": {"seconds": 1000}}]"#
    ),
    (
      "boto/botocore",
      #"{"algorithm": "full", "base": 1, "cap": 20}, "#
        + #"[{"op": "delay", "attempt": 1, "u": 0.5, "expect": {"seconds": 0.5}},"#
        + #" {"op": "delay", "attempt": 7, "u": 0.5, "expect": {"seconds": 20}},"#
        + #" {"op": "delay", "attempt": 7, "u": 0.25, "expect": {"seconds": 16}}]"#
    ),
    (
      "resilience4j/resilience4j",
      #"{"algorithm": "proportional", "base": 0.5, "multiplier": 1.5, "factor": 0.5, "cap": 1}, "#
        + #"[{"op": "delay", "attempt": 1, "u": 0, "expect": {"seconds": 0.25}},"#
        + #" {"op": "delay", "attempt": 2, "u": 1, "expect": {"seconds": 1}},"#
        + #" {"op": "delay", "attempt": 2, "expect": {"min": 0.375, "max": 1}}]"#
    ),
    (
      "App-vNext/Polly",
      #"{"algorithm": "decorrelated", "base": 1}, "#
        + #"[{"op": "delay", "attempt": 0, "u": 0.5, "expect": {"seconds": 0.8974049355792}},"#
        + #" {"op": "delay", "attempt": 1, "u": 0.5, "expect": {"seconds": 1.093003547381679, "#
        + #""tolerance": 1e-6}}]"#
    ),
    (
      "App-vNext/Polly",
      #"{"algorithm": "proportional", "base": 1, "growth": "linear", "factor": 0.25}, "#
        + #"[{"op": "delay", "attempt": 1, "u": 1, "expect": {"seconds": 2.5}}]"#
    ),
    (
      "twitter/finagle",
      #"{"algorithm": "exponentialJittered", "base": 1, "cap": 100}, "#
        + #"[{"op": "delay", "attempt": 1, "u": 0.5, "expect": {"seconds": 1}},"#
        + #" {"op": "delay", "attempt": 2, "u": 0.25, "expect": {"seconds": 0.5}},"#
        + #" {"op": "delay", "attempt": 3, "u": 0.25, "expect": {"seconds": 0.5}}]"#
    ),
    (
      "grpc/grpc-swift-2",
      #"{"algorithm": "full", "base": 0.1, "multiplier": 1.6, "cap": 1}, "#
        + #"[{"op": "delay", "attempt": 2, "expect": {"min": 0, "max": 0.16}},"#
        + #" {"op": "delay", "attempt": 2, "u": 0.5, "expect": {"seconds": 0.08}}]"#
    ),
  ]

  @Test(arguments: more)
  func furtherFacts(_ peer: String, _ text: String) throws {
    #expect(try Invented.replay("jitterBounds", text, peer: peer) == .pass)
  }

  @Test
  func aDelayOutOfItsBoundsFails() throws {
    let text =
      #"{"algorithm": "full", "base": 1}, "#
      + #"[{"op": "delay", "attempt": 1, "expect": {"min": 0.1, "max": 1}}]"#
    guard case .fail(let failure)? = try Invented.replay("jitterBounds", text) else {
      Issue.record("not a failure")
      return
    }
    #expect(failure.step == 1 && failure.expected == "min 0.1" && failure.got == "0.0")
  }
}
