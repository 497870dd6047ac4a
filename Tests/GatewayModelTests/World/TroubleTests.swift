import GatewayCore
import Policies
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct TroubleTests {
  /// Of 40 % of calls three attempts save 93.6 %; of 40 % of servers a retry saves nobody.
  @Test(arguments: [
    (FaultPlan.Among.calls, 0.936), (.servers, 0.6), (.tokens, 0.6), (.hosts, 0.6),
    (.connections, 0.6),
  ])
  func whatAShareIsAShareOfDecidesWhetherRetriesHelp(
    among: FaultPlan.Among,
    expected: Double
  )
    throws
  {
    var policy = try ScriptedWorld.policy(attempts: 3)
    policy.connect.reuse = .pool
    var plan = try ScriptedWorld.plan(
      rate: 2_000,
      roundTrip: .constant(0.05),
      servers: 400,
      duration: .seconds(20),
      policy: policy
    )
    plan.fleet.queue.dispatch = .roundRobin
    plan.providers[0].connect.hosts = 400
    let errors = AnswerShare(
      key: "503",
      reply: .answer(Answer(status: 503)),
      share: Profile(constant: 0.4)
    )
    plan.faults = [ScriptedWorld.fault(.answers([errors]), at: 0, among: among)]
    let result = WorldRun.measure(plan, seed: Seed(7))
    expectSound(result)
    let reached = Double(result.final[0].accepted) / Double(result.final[0].offered)
    // 400 servers: five standard deviations are 0.12.
    let tolerance = among == .calls ? 0.01 : (among == .tokens ? 0.02 : 0.13)
    #expect(abs(reached - expected) < tolerance, "\(among): \(reached)")
  }

  @Test
  func aSlowShareOfConnectionsIsSlowWithEveryCall() throws {
    var plan = try ScriptedWorld.plan(
      rate: 2_000,
      roundTrip: .constant(0.05),
      servers: 100,
      duration: .seconds(20),
      policy: try ScriptedWorld.policy()
    )
    plan.fleet.queue.dispatch = .roundRobin
    var slow = ScriptedWorld.fault(.latency(.init(constant: 20)), at: 0, among: .connections)
    slow.share = 0.25
    plan.faults = [slow]
    let result = WorldRun.measure(plan, seed: Seed(7))
    expectSound(result)
    let mean = try #require(result.roundTrip[0].mean) / 1e9
    // 0.05 · (1 + 19 · share) with a share of 25 connections in 100, five deviations wide.
    #expect(abs(mean - 0.2875) < 0.05 * 19 * 0.22, "\(mean)")
    let median = result.roundTrip[0].quantile(0.5)
    #expect(abs(Double(median ?? 0) / 1e9 - 0.05) < 0.001)
  }
}
