import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct ProviderPlanTests {
  /// What a plan does not mention never happens: no refusal, no closing, no limit, nothing silent.
  @Test
  func whatIsNotSaidNeverHappens() throws {
    var plan = try ScriptedWorld.plan(
      rate: 500,
      roundTrip: .constant(0.05),
      duration: .seconds(20),
      policy: try ScriptedWorld.policy()
    )
    plan.providers[0] = ProviderPlan(
      name: "plain",
      roundTrip: try .constant(0.05),
      network: try .constant(0)
    )
    let result = WorldRun.measure(plan, seed: Seed(1))
    expectSound(result)
    #expect(result.final[0].offered > 8_000)
    #expect(result.final[0].accepted == result.final[0].offered)
    #expect(result.final[0].wasted == 0 && result.handshakes == [0])
    #expect(result.roundTrip[0].smallest == result.roundTrip[0].largest)
  }

  @Test
  func silenceIsAShareThatIsNeverAnswered() {
    let share = AnswerShare.silence(0.25)
    #expect(share.reply == .silence && !share.delivered && share.takes == nil)
    #expect(share.share.isConstant && share.share.maximum == 0.25)
  }
}
