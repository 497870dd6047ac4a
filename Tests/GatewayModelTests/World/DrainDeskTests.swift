import GatewayCore
import Policies
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct DrainDeskTests {
  private func policy(drains: Bool) throws -> Policy {
    var policy = try SideWorld.policy()
    var breaker = Breaker.Configuration()
    breaker.failureRate = .percent(50)
    policy.breaker = Policy.BreakerSlot(configuration: breaker, whenOpen: .park)
    policy.retry.then = .park
    policy.retry.park = ParkingLadder([.seconds(10), .seconds(20), .seconds(40)])
    if drains { policy.drain = Policy.DrainSlot(ramp: .seconds(60), behind: nil) }
    return policy
  }

  @Test
  func halfOfTheBreakersShutTheWay() throws {
    var plan = try SideWorld.plan(
      every: 0.01,
      takes: 0.05,
      duration: .seconds(10),
      policy: try policy(drains: true)
    )
    plan.fleet.regions = [.init(name: "all", share: 1, servers: 4)]
    var desk = DrainDesk(plan)
    let now = Instant.zero
    var ways: [Bool?] = []
    for (server, phase) in [(0, Breaker.Phase.open), (0, .halfOpen), (1, .open), (0, .closed)] {
      desk.moved(0, server: server, to: phase, at: now)
      ways.append(desk.governors[0]?.isOpen)
    }
    #expect(ways == [true, true, false, true])
  }

  @Test(arguments: [true, false])
  func nobodyIsLostOnTheWayBack(drains: Bool) throws {
    var plan = try SideWorld.plan(
      every: 0.01,
      takes: 0.05,
      duration: .seconds(600),
      policy: try policy(drains: drains)
    )
    plan.faults = [
      FaultPlan(
        name: "down",
        at: .seconds(100),
        length: .seconds(60),
        hits: .provider(0),
        act: .answers([
          AnswerShare(
            key: "503",
            reply: .answer(Answer(status: 503)),
            share: Profile(constant: 1)
          )
        ])
      )
    ]
    let result = SideWorld.play(plan)
    #expect(result.final[0].parkings > 3000)
    #expect(result.final[0].ended == result.final[0].offered)
    // Live ones and as many parked ones, and what the randomness of a row adds.
    let most = result.rows.map { $0.cells[0].counters.attempts }.max() ?? 0
    if drains { #expect(most <= 260, "\(most)") }
  }
}
