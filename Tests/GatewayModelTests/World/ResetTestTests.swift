import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct ResetTestTests {
  /// A spike leaves callers behind who hold the server down; without them for a minute it gets up.
  @Test
  func aStormThatASpikeBeganEndsWithAPause() throws {
    var plan = try StormWorld.plan(arrivals: 7, retries: 4, spike: true)
    plan.testsReset = true
    let result = WorldRun.measure(plan, seed: Seed(1))
    #expect(result.resets == [true])
    let metric = try #require(Metric.named("metastable"))
    #expect(metric.read(Reading(result, of: plan), .value) == 1)
    plan.classes[0].shape = .constant
    plan.classes[0].source = .arrivals(.poisson(Rate(perSecond: 2)))
    let calm = WorldRun.measure(plan, seed: Seed(1))
    #expect(calm.resets == [nil])
  }

  @Test
  func aServerThatIsTooSmallIsNotMetastable() throws {
    var plan = try StormWorld.plan(arrivals: 30, retries: 0, spike: false)
    plan.testsReset = true
    let result = WorldRun.measure(plan, seed: Seed(1))
    #expect(result.resets == [false])
  }
}
