import GatewayCore
import Policies
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct LateNewsTests {
  /// Ten servers share a breaker; all calls fail from 20 s on.
  private func attempts(sync: Duration) throws -> Int {
    var policy = try ScriptedWorld.policy(attempts: 1)
    var configuration = Breaker.Configuration()
    configuration.window = .time(span: .seconds(2), buckets: 10)
    configuration.minimumCalls = 100
    configuration.failureRate = .percent(50)
    configuration.coolDown = .init(constant: .seconds(100))
    policy.breaker = Policy.BreakerSlot(
      scope: .fleet,
      configuration: configuration,
      whenOpen: .fail
    )
    var plan = try ScriptedWorld.plan(
      rate: 1000,
      roundTrip: .constant(0.1),
      servers: 10,
      duration: .seconds(60),
      policy: policy
    )
    plan.fleet.sync = sync
    let down = AnswerShare(
      key: "503",
      reply: .answer(Answer(status: 503)),
      share: Profile(constant: 1)
    )
    plan.faults = [ScriptedWorld.fault(.answers([down]), at: 20)]
    let result = WorldRun.measure(plan, seed: Seed(3))
    expectSound(result)
    return result.final[0].status5xx
  }

  @Test
  func serversGoOnSendingUntilTheyHearOfIt() throws {
    let (atOnce, late) = (try attempts(sync: .zero), try attempts(sync: .seconds(5)))
    #expect(abs(late - atOnce - 5000) < 400, "\(atOnce) and \(late)")
  }
}
