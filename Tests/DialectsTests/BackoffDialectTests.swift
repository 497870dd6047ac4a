import Policies
import Testing

@testable import Dialects

@Suite
struct BackoffDialectTests {
  private static func dialect(
    _ config: String,
    peer: String,
    attempts: String = "1"
  ) throws -> BackoffDialect {
    let file =
      #"{"schema": "resilience-conformance/1", "vectors": [{"id": "x", "kind": "jitterBounds", "#
      + #""peer": "\#(peer)", "config": \#(config), "#
      + #""steps": [{"op": "delay", "attempt": \#(attempts)}]}]}"#
    return try BackoffDialect(try #require(try Conformance.load(Array(file.utf8)).first))
  }

  static let table: [(algorithm: String, peer: String, jitter: Backoff.Jitter, zero: Bool)] = [
    ("full", "aws-samples/aws-arch-backoff-simulator", .full, true),
    ("full", "boto/botocore", .fullThenCap, false),
    ("awsV2.1", "boto/botocore", .full, false),
    ("decorrelated", "aws-samples/aws-arch-backoff-simulator", .decorrelated, true),
    ("decorrelated", "App-vNext/Polly", .pollyV2, true),
    ("grpc", "grpc/proposal", .proportionalAfterCap(0.2), false),
    ("proportional", "resilience4j/resilience4j", .proportional(0.25), false),
    ("additive", "jd/tenacity", .additive(.seconds(1)), false),
    ("exponentialJittered", "twitter/finagle", .finagle, false),
  ]

  @Test(arguments: table)
  func speaks(_ row: (algorithm: String, peer: String, jitter: Backoff.Jitter, zero: Bool)) throws {
    let dialect = try Self.dialect(#"{"algorithm": "\#(row.algorithm)"}"#, peer: row.peer)
    #expect(dialect.backoff.jitter == row.jitter && dialect.countsFromZero == row.zero)
  }

  @Test
  func aVectorThatAsksForAttemptZeroCountsFromZero() throws {
    let dialect = try Self.dialect(#"{"algorithm": "full"}"#, peer: "a/b", attempts: "0")
    #expect(dialect.countsFromZero)
  }
}
