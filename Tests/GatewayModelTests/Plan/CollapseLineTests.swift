import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct CollapseLineTests {
  private static func plan(_ line: CollapseLine?) throws -> WorldPlan {
    var plan = try SmallWorld.plan(
      arrivals: 5,
      service: .exponential(mean: 0.1),
      streams: 10,
      duration: .seconds(100)
    )
    plan.collapse.line = line
    plan.windows = line?.parts ?? []
    return plan
  }

  @Test(arguments: [
    ("goodput", CollapseLine.Relation.above, 1.0, true), ("goodput", .below, 1, false),
    ("amplification", .atLeast, 0.5, true), ("lost", .equal, 0, true), ("lost", .unequal, 0, false),
  ])
  func theLineDecides(
    metric: String,
    relation: CollapseLine.Relation,
    bound: Double,
    collapsed: Bool
  ) throws {
    let headline = try #require(Metric.named(metric)).headline
    let line = CollapseLine(metric: metric, statistic: headline, relation: relation, bound: bound)
    let plan = try Self.plan(line)
    let measured = WorldRun.measure(plan, seed: Seed(3))
    let found = Metric.named("collapse")?.read(Reading(measured, of: plan), .value)
    #expect(found == (collapsed ? 1 : 0))
  }
}
