import GatewayModel
import Scenarios
import Statistics
import Testing
import TimeAndChance

/// A provider with a limit, 40 % errors for five minutes, and what becomes of it afterwards.
@Suite
struct StormTests {
  /// 20 slots of 50 ms serve 400 calls a second; its line holds forty seconds of work.
  static let text = """
    spillway: 1
    run: {duration: 20m, warm-up: 60s, seed: 5, interval: 10s}
    load: {calls: {to: backend, arrivals: {poisson: 300/s}}}
    providers:
      backend: {like: backend, round-trip: 50ms, capacity: {concurrent: 20, queue: 16k, when-full: 503}}
    fleet: {servers: 4, server: {connections: {backend: 50}}}
    policy: naive
    faults: [{name: outage, at: 2m, for: 5m, hits: backend, answers: {503: 40%}}]
    """

  private func play(_ changes: String...) throws -> (Measurements, GatewayModel.Reading) {
    let scenario = try Scenario.load(Array(Self.text.utf8), path: "storm.yaml", overrides: changes)
    var plan = scenario.world
    plan.testsReset = true
    let result = WorldRun.measure(plan, seed: Seed(5))
    #expect(result.ledgersAddUp && result.lost.allSatisfy { $0 == 0 })
    return (result, GatewayModel.Reading(result, of: plan))
  }

  private func value(_ name: String, _ reading: GatewayModel.Reading) -> Double? {
    Metric.named(name)?.read(reading, .value)
  }

  @Test
  func naiveRetriesKeepAProviderDownAfterItsOutage() throws {
    let (result, reading) = try play()
    #expect(value("collapse", reading) == 1)
    // It is its own load that holds it down: after a minute without, it gets up.
    #expect(result.resets == [true])
    #expect(value("time-to-recover", reading) == .infinity)
    #expect(try #require(value("amplification", reading)) > 2)
  }

  @Test
  func atHalfTheLoadItGetsUpByItself() throws {
    let (result, reading) = try play("load.calls.arrivals={poisson: 120/s}")
    #expect(value("collapse", reading) == 0 && result.resets == [nil])
  }

  /// What it parked comes back as fast as live messages come, which is more than this provider can
  /// take beside them; so it adds no load of its own and still is not back within the run.
  @Test
  func theRecommendedPolicyAddsNoLoad() throws {
    let (_, reading) = try play("policy=recommended")
    #expect(try #require(value("amplification", reading)) < 1.3)
  }
}
