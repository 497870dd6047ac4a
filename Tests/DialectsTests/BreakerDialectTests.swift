import Policies
import Testing
import TimeAndChance

@testable import Dialects

@Suite
struct BreakerDialectTests {
  private func dialect(_ config: String, peer: String = "") throws -> BreakerDialect {
    let text = """
      {"schema": "resilience-conformance/1", "vectors": [{"id": "x", "kind": "breaker",
      "peer": "\(peer)", "config": {\(config)}, "steps": []}]}
      """
    let vectors = try Conformance.load(Array(text.utf8))
    return try BreakerDialect(try #require(vectors.first))
  }

  @Test
  func windowsAreTranslated() throws {
    let windows: [(String, Breaker.Window)] = [
      (#""type": "count", "size": 7"#, .count(size: 7)),
      (#""type": "time", "seconds": 30, "buckets": 10"#, .time(span: .seconds(30), buckets: 10)),
      (#""type": "fixedInterval", "seconds": 30"#, .fixedInterval(.seconds(30))),
      (
        #""type": "fixedInterval", "seconds": 30, "bucketPeriod": 3"#,
        .time(span: .seconds(30), buckets: 10)
      ),
      (#""type": "unbounded""#, .unbounded),
    ]
    for (words, window) in windows {
      let found = try dialect("\"window\": {\(words)}").configuration.window
      #expect(found == window)
    }
  }

  @Test
  func aThresholdAboveOneNeverTrips() throws {
    let choice = try dialect(#""failureRateThreshold": 2.0, "minimumCalls": 1"#).configuration
    #expect(choice.failureRate == nil && !choice.trips(total: 5, failureRate: 1))
  }

  @Test
  func peersDiffer() throws {
    let ratio = #""halfOpen": {"permits": 4, "rule": "ratio", "successes": 3, "of": 4}"#
    let failsafe = try dialect(ratio, peer: "failsafe-go/failsafe-go").configuration
    #expect(failsafe.probes.budget == .concurrent && failsafe.probes.rule == .successes(3))
    let gobreaker = try dialect(ratio, peer: "sony/gobreaker").configuration
    #expect(gobreaker.semantics.countsAdmitted && gobreaker.probes.budget == .perEpisode)
    let forever = try dialect(#""openDuration": "max""#).configuration
    #expect(forever.coolDown.base.wholeNanoseconds == .max)
  }
}
