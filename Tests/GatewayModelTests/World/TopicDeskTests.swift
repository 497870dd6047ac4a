import GatewayCore
import Policies
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct TopicDeskTests {
  /// A hundred thousand by topic at a thousand a second, and one call.
  private func plan(_ messages: Int, at: Duration) throws -> WorldPlan {
    var plan = try SideWorld.plan(
      every: 1,
      takes: 0.1,
      duration: .seconds(200),
      policy: try SideWorld.policy()
    )
    plan.providers[0].fanOut = Rate(perSecond: 1000)
    plan.classes[0].source = .campaign(
      Campaign(messages: messages, at: at, by: .topic(provider: 0))
    )
    return plan
  }

  @Test
  func aTopicReachesEverybodyAtTheRateOfItsProvider() throws {
    let result = SideWorld.play(try plan(100_000, at: .seconds(10)))
    let counters = result.final[0]
    #expect(counters.offered == 100_000 && counters.accepted == 100_000)
    #expect(counters.attempts == 1)
    let mean = try #require(result.accept[0].mean) / 1e9
    #expect(abs(mean - 50) < 0.2, "\(mean)")
    #expect(abs(Double(result.accept[0].largest) / 1e9 - 100) < 0.2)
  }

  @Test
  func whatIsNotReachedIsStillThere() throws {
    var plan = try plan(1_000_000, at: .seconds(100))
    plan.settle = .zero
    let result = WorldRun.measure(plan, seed: Seed(1))
    #expect(result.lost == [0])
    #expect(abs(result.final[0].accepted - 100_000) <= 200)
    #expect(result.inSystem[0] == 1_000_000 - result.final[0].accepted)
  }

  @Test
  func fanOutsOfOneProviderRunOneAfterTheOther() throws {
    var plan = try plan(20_000, at: .seconds(10))
    plan.classes.append(plan.classes[0])
    plan.classes[1].name = "second"
    let result = SideWorld.play(plan)
    let means = try result.accept.prefix(2).map { try #require($0.mean) / 1e9 }
    #expect(abs(means[0] - 10) < 0.2 && abs(means[1] - 30) < 0.4, "\(means)")
  }
}
