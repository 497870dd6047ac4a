import GatewayCore
import Policies
import Simulation
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct PeerTests {
  @Test
  func aFallingCapLetsStreamsFinishAndAddsNone() throws {
    var plan = try ScriptedWorld.plan(
      rate: 10_000,
      roundTrip: .constant(0.12),
      duration: .seconds(12),
      policy: try ScriptedWorld.policy()
    )
    plan.faults = [ScriptedWorld.fault(.streams(500), at: 5, for: 3)]
    var before = 0
    var lentBefore = 0
    var rises = 0
    var lentAboveCap = 0
    var peakAfter = 0
    ScriptedWorld.watch(
      plan,
      step: .milliseconds(1),
      from: .seconds(5),
      to: .milliseconds(7_999)
    ) { world, time in
      let pool = world.servers[0].machine.lanes[0].pool
      if time > .seconds(5), pool.streamsInUse > 500 {
        rises += pool.streamsInUse > before ? 1 : 0
        lentAboveCap += pool.counts.lent - lentBefore
      }
      if time > .milliseconds(5_200) { peakAfter = max(peakAfter, pool.streamsInUse) }
      before = pool.streamsInUse
      lentBefore = pool.counts.lent
    }
    #expect(rises == 0 && lentAboveCap == 0)
    #expect(peakAfter == 500)
    let result = WorldRun.measure(plan, seed: Seed(1))
    expectSound(result)
    #expect(result.final[0].accepted == result.final[0].offered)
    // 10,000/s arrive and 500 / 0.12 s = 4,167/s are served for three seconds.
    let longest = try #require(result.marks.first).queuedPeak[0]
    #expect(abs(longest - 17_500) < 800, "\(longest)")
  }

  /// SETTINGS 1,500 → 500 at 50 s under 480 Erlang: before it nobody is refused and nobody waits.
  ///
  /// After it, the rows erlangB_c500_a480 (a line of nothing; any law of calls) and
  /// mmc_c500_a480_Pwait (a line without end). Seeds are fixed; a relative 12 % is five standard
  /// errors of runs of this length.
  @Test(arguments: [0, nil as Int?])
  func aFallenCapRefusesAndDelaysAsErlangSays(limit: Int?) throws {
    let law =
      limit == 0
      ? try Distribution.lognormal([.mean(1), .sigma(0.9)]) : try Distribution.exponential(mean: 1)
    var plan = try ScriptedWorld.plan(
      rate: 480,
      roundTrip: law,
      duration: .seconds(2050),
      policy: try ScriptedWorld.policy(attempts: 1, timeout: nil)
    )
    plan.fleet.queue.limit = limit
    plan.interval = .seconds(10)
    plan.faults = [ScriptedWorld.fault(.streams(500), at: 50)]
    plan.windows = [
      .init(name: "before", from: .seconds(20), to: .seconds(50)),
      .init(name: "after", from: .seconds(100), to: .seconds(2050)),
    ]
    let result = WorldRun.measure(plan, seed: Seed(6))
    expectSound(result)
    let before = Reading(result, of: plan, from: .seconds(20), to: .seconds(50)).counters
    let after = Reading(result, of: plan, from: .seconds(100), to: .seconds(2050)).counters
    #expect(before.shed == 0 && before.waited == 0)
    let refused = Double(after.shed) / Double(after.offered)
    let delayed = Double(after.waited) / Double(after.attempted)
    if limit == 0 {
      #expect(abs(refused / 0.014_325_78 - 1) < 0.12, "\(refused)")
    } else {
      #expect(refused == 0 && abs(delayed / Self.waits - 1) < 0.12, "\(delayed)")
    }
  }

  /// Erlang C for 500 servers and 480 Erlang.
  private static var waits: Double {
    let blocked = (1...500).reduce(1.0) { 480 * $0 / (Double($1) + 480 * $0) }
    return blocked / (1 - 0.96 * (1 - blocked))
  }

  @Test(arguments: [0.0, 0.1])
  func aGoAwayWaveLosesNothing(network: Double) throws {
    var plan = try ScriptedWorld.plan(
      rate: 5_000,
      roundTrip: .constant(0.1),
      network: network,
      connections: 4,
      duration: .seconds(10),
      policy: try ScriptedWorld.policy()
    )
    plan.faults = [ScriptedWorld.fault(.close(1), at: 5)]
    plan.providers[0].closes.grace = .zero
    let cut = WorldRun.measure(plan, seed: Seed(3))
    expectSound(cut)
    #expect(cut.final[0].accepted == cut.final[0].offered)
    // In flight at the cut: 500 with an unknown outcome, and those still on their way there.
    let unseen = network * 0.5 * 5_000
    let broken = Double(cut.final[0].brokenCalls)
    #expect(abs(broken - (500 + network * 5_000)) < 120, "\(broken)")
    #expect(abs(Double(cut.final[0].duplicates) - (broken - unseen)) < 100)
    plan.providers[0].closes.grace = nil
    let graceful = WorldRun.measure(plan, seed: Seed(3))
    expectSound(graceful)
    #expect(graceful.final[0].accepted == graceful.final[0].offered)
    #expect(graceful.final[0].duplicates == 0)
    #expect(abs(Double(graceful.final[0].brokenCalls) - unseen) < 80)
  }

  @Test
  func aGoAwayThatNobodyNoticesMakesAZombieUntilAPingFindsIt() throws {
    var policy = try ScriptedWorld.policy(attempts: 1, timeout: .seconds(2))
    policy.connect.notice = .never
    var plan = try ScriptedWorld.plan(
      rate: 100,
      roundTrip: .constant(0.05),
      duration: .seconds(60),
      policy: policy
    )
    plan.faults = [ScriptedWorld.fault(.close(1), at: 20)]
    let blind = WorldRun.measure(plan, seed: Seed(5))
    expectSound(blind)
    #expect(abs(Double(blind.final[0].timeouts) - 4_000) < 300)
    plan.classes[0].policies[0].connect.ping = PingPolicy(idle: .seconds(5), timeout: .seconds(5))
    let pinging = WorldRun.measure(plan, seed: Seed(5))
    expectSound(pinging)
    #expect(pinging.final[0].timeouts + pinging.final[0].brokenCalls < 1_300)
    #expect(pinging.handshakes[0] == 1)
  }

  @Test
  func aBlackHoleIsFoundBySilence() throws {
    var policy = try ScriptedWorld.policy(attempts: 4, timeout: .seconds(1))
    policy.connect.silence = .seconds(3)
    var plan = try ScriptedWorld.plan(
      rate: 1_000,
      roundTrip: .constant(0.05),
      servers: 4,
      connections: 5,
      duration: .seconds(40),
      policy: policy
    )
    plan.faults = [
      ScriptedWorld.fault(.silent(0.3), at: 10, for: 20, among: .connections)
    ]
    let result = WorldRun.measure(plan, seed: Seed(11))
    expectSound(result)
    #expect(result.final[0].timeouts + result.final[0].brokenCalls > 100)
    #expect(result.handshakes[0] > 3 && result.handshakes[0] < 60, "\(result.handshakes)")
    #expect(result.final[0].accepted > result.final[0].offered * 95 / 100)
  }

  @Test
  func providersCloseConnectionsByAgeIdlenessAndErrors() throws {
    let policy = try ScriptedWorld.policy()
    var plan = try ScriptedWorld.plan(
      rate: 10,
      roundTrip: .constant(0.05),
      connections: 2,
      duration: .seconds(1000),
      policy: policy
    )
    plan.providers[0].closes.atAge = .seconds(100)
    let aged = WorldRun.measure(plan, seed: Seed(1))
    expectSound(aged)
    #expect(aged.final[0].accepted == aged.final[0].offered)
    #expect((18...22).contains(aged.handshakes[0]), "\(aged.handshakes)")

    plan.providers[0].closes = .init()
    plan.providers[0].closes.afterErrors = 10
    plan.providers[0].answers = [
      AnswerShare(key: "503", reply: .answer(Answer(status: 503)), share: .init(constant: 0.1))
    ]
    let failing = WorldRun.measure(plan, seed: Seed(1))
    expectSound(failing)
    let expected = failing.final[0].status5xx / 10
    #expect(abs(failing.handshakes[0] - expected) <= 2, "\(failing.handshakes)")

    plan.providers[0].closes = .init()
    plan.providers[0].closes.afterIdle = .seconds(30)
    plan.classes[0].source = .arrivals(.regular(Rate(perSecond: 0.01)))
    let idle = WorldRun.measure(plan, seed: Seed(1))
    expectSound(idle)
    #expect(idle.handshakes[0] > 40)
  }

  @Test
  func newConnectionsAreAcceptedAtALimitedRate() throws {
    var plan = try ScriptedWorld.plan(
      rate: 1_000,
      roundTrip: .constant(0.05),
      servers: 20,
      connections: 5,
      duration: .seconds(60),
      policy: try ScriptedWorld.policy()
    )
    plan.providers[0].connect.atMost = Rate(perSecond: 5)
    plan.providers[0].closes.grace = .zero
    plan.faults = [ScriptedWorld.fault(.close(1), at: 10)]
    var ready: [Int] = []
    ScriptedWorld.watch(plan, step: .seconds(5), from: .seconds(5), to: .seconds(35)) { world, _ in
      var open = 0
      for server in world.servers.indices {
        open += world.servers[server].machine.lanes[0].pool.connectionsOpen
      }
      ready.append(open)
    }
    #expect(ready[0] == 100)
    // A burst of five at once, then five a second.
    for (index, seconds) in [(2, 5.0), (3, 10), (4, 15), (5, 20)] {
      #expect(abs(Double(ready[index]) - min(100, 5 + 5 * seconds)) <= 3, "\(ready)")
    }
    expectSound(WorldRun.measure(plan, seed: Seed(1)))
  }

  @Test
  func aConnectionForEveryCallPaysForItsHandshake() throws {
    var policy = try ScriptedWorld.policy()
    policy.connect.reuse = .perCall
    var plan = try ScriptedWorld.plan(
      rate: 100,
      roundTrip: .constant(0.05),
      connections: 200,
      duration: .seconds(100),
      policy: policy
    )
    plan.providers[0].connect.takes = try .constant(0.2)
    let result = WorldRun.measure(plan, seed: Seed(1))
    expectSound(result)
    #expect(result.final[0].accepted == result.final[0].offered)
    #expect(result.handshakes[0] == result.final[0].offered)
    let mean = try #require(result.roundTrip[0].mean) / 1e9
    #expect(abs(mean - 0.25) < 0.001)
  }
}
