import Experiments
import GatewayModel
import Scenarios
import Statistics
import TestKit
import Testing
import TimeAndChance

/// A study finds the published probability of collapse: rows `timeoutretry_*`, 200 runs each of an
/// independent simulation.
///
/// Callers wait 3 s for a server of 10/s with room for 100, try again at once up to four times, and
/// the server goes on with what they gave up. Stuck is here: fewer than half succeed in the second
/// half of the run. A row fails where its value, with its tolerance, lies outside Wilson's interval at
/// a confidence of 1 − 10⁻⁶.
@Suite
struct StabilityCoverageTests {
  private static let text = """
    spillway: 1
    run: {duration: 2000s, warm-up: 1000s, collapse: share(delivered) < 50% from 1000s to 2000s}
    load:
      calls:
        to: backend
        arrivals: {poisson: 8/s}
        clients: {wait: 3s, retry: {attempts: 5, pause: 0s}, honour-retry-after: 0%}
    providers:
      backend:
        like: open
        round-trip: {exponential: {mean: 100ms}}
        capacity: {concurrent: 1, queue: 99, when-full: no-answer}
    fleet: {servers: 1}
    policy: none
    """

  struct Row: Sendable {
    let name: String
    let load: Double
  }

  static let rows = [
    Row(name: "timeoutretry_spont_l6_Pstuck", load: 6),
    Row(name: "timeoutretry_spont_l8_Pstuck", load: 8),
    Row(name: "timeoutretry_spont_l9.5_Pstuck", load: 9.5),
  ]

  @Test
  func theCurveIsThePublishedOne() throws {
    let replications = LongRun.size(of: "coverage", share: 30, full: 200)
    let scenario = try Scenario.load(Array(Self.text.utf8), path: "stuck.yaml")
    let metric = try #require(Metric.named("collapse"))
    for row in Self.rows {
      let published = try #require(OracleRow.named(row.name))
      let world = try scenario.changed([
        (path: "load.calls.arrivals", value: "{poisson: \(row.load)/s}")
      ]).world
      let curve = Runner().tippingCurve(
        over: row.load...(row.load + 4),
        points: 1,
        replications: replications,
        seed: Seed(5),
        trial: { load, trial, _ in
          // Only the curve's first load is a row; the others cost nothing.
          guard load == row.load else { return [nil] }
          let measured = WorldRun.measure(world, seed: trial.seed)
          return [metric.read(Reading(measured, of: world), .value)]
        }
      )
      let point = try #require(curve.points.first)
      let stuck = point.samples.count { $0 == 1 }
      #expect(point.probability.replications == replications, "\(row.name)")
      let interval = ConfidenceInterval.wilson(
        successes: stuck,
        of: replications,
        confidence: 1 - 1e-6
      )
      #expect(
        interval.low <= published.value + published.tolerance
          && interval.high >= published.value - published.tolerance,
        "\(row.name): \(stuck) of \(replications)"
      )
    }
  }
}
