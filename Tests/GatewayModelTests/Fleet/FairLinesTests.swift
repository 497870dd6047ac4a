import GatewayCore
import Policies
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct FairLinesTests {
  /// A hundred messages of a loud class at once, then ten of a quiet one, on one stream.
  private func plan(_ order: QueuePlan.Order) throws -> WorldPlan {
    let policy = try SideWorld.policy()
    var plan = try SideWorld.plan(
      every: 1,
      takes: 1,
      streams: 1,
      duration: .seconds(10),
      policy: policy
    )
    plan.fleet.queue.order = order
    plan.classes[0].source = .campaign(Campaign(messages: 100, at: .seconds(1), by: .atOnce))
    var quiet = plan.classes[0]
    quiet.name = "quiet"
    quiet.source = .campaign(Campaign(messages: 10, at: .seconds(2), by: .atOnce))
    plan.classes.append(quiet)
    return plan
  }

  @Test
  func aLoudTenantHoldsUpOnlyItself() throws {
    let fair = SideWorld.play(try plan(.fair))
    let plain = SideWorld.play(try plan(.fifo))
    // Ten turns of two: about twenty seconds instead of a hundred and ten.
    #expect(fair.accept[1].largest <= 22_000_000_000)
    #expect(plain.accept[1].largest >= 100_000_000_000)
    #expect(fair.final.map(\.accepted) == [100, 10])
  }

  @Test
  func zipfMakesTheFirstTenantTheLargest() {
    let draw = TenantDraw(TenantPlan(count: 4, skew: 1, slow: 1, slowFactor: 2))
    // Shares 12/25, 6/25, 4/25, 3/25.
    let edges = [0.479, 0.481, 0.719, 0.721, 0.879, 0.881]
    #expect(edges.map { draw.tenant($0) } == [0, 1, 1, 2, 2, 3])
    #expect(draw.isSlow(3) && !draw.isSlow(2))
  }
}
