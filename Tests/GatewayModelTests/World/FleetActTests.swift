import GatewayCore
import Policies
import Simulation
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct FleetActTests {
  private func plan(rate: Double = 1_000, servers: Int = 10) throws -> WorldPlan {
    try ScriptedWorld.plan(
      rate: rate,
      roundTrip: .constant(0.1),
      servers: servers,
      duration: .seconds(60),
      policy: try ScriptedWorld.policy()
    )
  }

  @Test
  func aCrashedServersMessagesComeBackAfterTheVisibilityTimeout() throws {
    var plan = try plan()
    plan.fleet.queue.visibilityTimeout = .seconds(5)
    plan.faults = [
      ScriptedWorld.fault(.crash(share: 0.5, backAfter: .seconds(10)), at: 20, hits: .servers)
    ]
    let result = WorldRun.measure(plan, seed: Seed(1))
    expectSound(result)
    #expect(result.final[0].accepted == result.final[0].offered)
    // About 50 of the 100 in flight were on servers that crashed: the provider had them already.
    #expect((30...70).contains(result.final[0].duplicates), "\(result.final[0].duplicates)")
    #expect(result.final[0].brokenCalls == result.final[0].duplicates)
    let slowest = try #require(result.accept[0].quantile(0.999_9)) / 1e9
    #expect(abs(slowest - 5.2) < 0.11, "\(slowest)")
    #expect(result.events.count { $0.what == .crash && $0.to == "down" } == 5)

    plan.fleet.queue.deadLetterAfter = 1
    let strict = WorldRun.measure(plan, seed: Seed(1))
    expectSound(strict)
    #expect(strict.final[0].deadLettered == strict.final[0].brokenCalls)
    #expect(strict.final[0].accepted + strict.final[0].deadLettered == strict.final[0].offered)
  }

  @Test(arguments: [Policy.RetrySlot.ParkIn.topic, .memory])
  func whatIsParkedInMemoryIsLostInACrash(parkIn: Policy.RetrySlot.ParkIn) throws {
    var plan = try plan(rate: 100)
    plan.classes[0].policies[0].retry.then = .park
    plan.classes[0].policies[0].retry.attempts = 1
    plan.classes[0].policies[0].retry.park = ParkingLadder([.seconds(10)], jitter: .none)
    plan.classes[0].policies[0].retry.parkIn = parkIn
    let errors = AnswerShare(
      key: "503",
      reply: .answer(Answer(status: 503)),
      share: Profile(constant: 1)
    )
    plan.faults = [
      ScriptedWorld.fault(.answers([errors]), at: 10, for: 5),
      ScriptedWorld.fault(.crash(share: 1, backAfter: .zero), at: 18, hits: .servers),
    ]
    let result = WorldRun.measure(plan, seed: Seed(2))
    expectSound(result)
    // Everything that was answered in the five seconds of errors was parked when all crashed.
    let lost = parkIn == .memory ? result.final[0].parkings : 0
    #expect(result.final[0].parkings > 400)
    #expect(result.final[0].deadLettered == lost)
    #expect(result.final[0].accepted == result.final[0].offered - lost)
  }

  @Test(arguments: [QueuePlan.Dispatch.pull, .roundRobin, .leastLoaded])
  func aRollingDeployLosesNothingAndRepeatsNothing(dispatch: QueuePlan.Dispatch) throws {
    var plan = try plan()
    plan.fleet.queue.dispatch = dispatch
    plan.faults = [
      ScriptedWorld.fault(
        .deploy(wave: 0.2, every: .seconds(5), drain: .seconds(2)),
        at: 10,
        hits: .servers
      )
    ]
    var fewest = 10
    ScriptedWorld.watch(plan, step: .milliseconds(500), to: .seconds(50)) { world, _ in
      fewest = min(fewest, world.servers.count - world.downServers)
    }
    #expect(fewest == 8)
    let result = WorldRun.measure(plan, seed: Seed(1))
    expectSound(result)
    #expect(result.final[0].accepted == result.final[0].offered)
    #expect(result.final[0].duplicates == 0 && result.final[0].brokenCalls == 0)
    #expect(result.handshakes[0] == 10)
  }

  @Test
  func aLostRegionsLoadMovesAfterAWhileAndItsQueueWaits() throws {
    var plan = try plan(servers: 4)
    plan.fleet.regions = [
      .init(name: "east", share: 0.5, servers: 2), .init(name: "west", share: 0.5, servers: 2),
    ]
    plan.fleet.failOver = .init(after: .seconds(10))
    plan.fleet.queue.visibilityTimeout = .seconds(1)
    plan.faults = [ScriptedWorld.fault(.lose(1), at: 20, for: 30, hits: .region(0))]
    let result = WorldRun.measure(plan, seed: Seed(1))
    expectSound(result)
    #expect(result.final[0].accepted == result.final[0].offered)
    // Ten seconds of half the load wait for the region to come back, and what it had in flight.
    let peak = try #require(result.marks.first).queuedPeak[0]
    #expect(abs(peak - 5_050) < 400, "\(peak)")
    #expect(result.events.contains { $0.what == .failOver })
  }

  @Test
  func aPolicyRollsOutServerByServer() throws {
    var plan = try plan()
    let errors = AnswerShare(
      key: "503",
      reply: .answer(Answer(status: 503)),
      share: Profile(constant: 0.5)
    )
    plan.providers[0].answers = [errors]
    plan.classes[0].policies[0].retry.attempts = 1
    plan.fleet.queue.dispatch = .roundRobin
    let eager = try ScriptedWorld.policy(attempts: 6)
    plan.faults = [
      ScriptedWorld.fault(.policy([[eager]], over: .seconds(20)), at: 20, hits: .fleet)
    ]
    plan.windows = [
      .init(name: "before", from: .zero, to: .seconds(20)),
      .init(name: "after", from: .seconds(42), to: .seconds(60)),
    ]
    let result = WorldRun.measure(plan, seed: Seed(1))
    expectSound(result)
    let cohorts = Cohorts(plan)
    let before = result.counters(in: cohorts.range(from: .zero, to: .seconds(20)), cell: 0)
    let after = result.counters(
      in: cohorts.range(from: .seconds(42), to: .seconds(60)),
      cell: 0
    )
    let amplification = Double(after.attempts) / Double(after.offered)
    #expect(before.attempts == before.offered)
    #expect(abs(amplification - 1.969) < 0.05, "\(amplification)")
  }

  @Test
  func slotsFollowAProfileAndCongestionLowersTheCap() throws {
    var plan = try plan(servers: 2)
    plan.providers[0].capacity = .init(
      concurrent: 200,
      queue: nil,
      whenFull: .answer(Answer(status: 503))
    )
    plan.providers[0].streams.perConnection = 300
    plan.providers[0].streams.whenCongested = 40
    plan.faults = [
      ScriptedWorld.fault(.capacity(.init(constant: 0.25)), at: 20, for: 20)
    ]
    var mostBusy = 0
    var caps: Set<Int> = []
    ScriptedWorld.watch(
      plan,
      step: .milliseconds(200),
      from: .seconds(22),
      to: .seconds(39)
    ) { world, _ in
      mostBusy = max(mostBusy, world.providers[0].desk?.busy ?? 0)
      caps.insert(world.servers[0].machine.lanes[0].pool.streamsReady)
    }
    #expect(mostBusy == 50)
    #expect(caps == [40])
    let result = WorldRun.measure(plan, seed: Seed(1))
    expectSound(result)
    #expect(result.final[0].accepted == result.final[0].offered)
  }

  @Test
  func aServersProcessorsAreAQueueOfTheirOwn() throws {
    var plan = try plan(rate: 1_500, servers: 1)
    // Two cores of 1 ms: 2,000/s. M/D/2 at 75 % waits 0.67 ms on average (half of M/M/2, nearly).
    plan.fleet.server.work = .init(perSend: .milliseconds(1), cores: 2)
    let result = WorldRun.measure(plan, seed: Seed(1))
    expectSound(result)
    let mean = try #require(result.roundTrip[0].mean) / 1e9
    #expect(abs(mean - 0.101_67) < 0.000_15, "\(mean)")
    let cpu = result.rows.reduce(0) { $0 + $1.fleet.cpu } / Double(result.rows.count)
    #expect(abs(cpu - 0.75) < 0.02, "\(cpu)")
  }

  @Test
  func threadsAndMemoryLimitWhatAServerTakes() throws {
    var plan = try plan(rate: 500, servers: 1)
    plan.fleet.server.concurrency = .threads(20)
    var most = 0
    ScriptedWorld.watch(plan, step: .milliseconds(100), to: .seconds(50)) { world, _ in
      most = max(most, world.servers[0].machine.ledger.inFlight)
    }
    #expect(most == 20)
    plan.fleet.server.concurrency = .streams
    plan.fleet.server.memory = .init(perMessage: 1_000, perConnection: 5_000, limit: 35_500)
    most = 0
    ScriptedWorld.watch(plan, step: .milliseconds(100), to: .seconds(50)) { world, _ in
      most = max(most, world.servers[0].machine.ledger.inFlight)
    }
    #expect(most == 30)
    expectSound(WorldRun.measure(plan, seed: Seed(1)))
  }

  @Test
  func poolsGrowWhenMessagesWaitAndNobodyHasRoom() throws {
    var plan = try plan(rate: 900, servers: 2)
    plan.providers[0].streams.perConnection = 10
    plan.fleet.server.connections = [.init(minimum: 1, maximum: 8, growAt: 1)]
    let result = WorldRun.measure(plan, seed: Seed(1))
    expectSound(result)
    // 90 streams are busy: nine connections of ten at least, and a few more for the fluctuation.
    #expect((8...16).contains(result.handshakes[0] + 2), "\(result.handshakes)")
    #expect(try #require(result.wait[0].quantile(0.99)) < 5e9)
  }

  @Test(arguments: [(FleetPlan.Placement.library, 0.1), (.sidecar(hop: .milliseconds(5)), 0.11)])
  func aSidecarCostsTwoHops(placement: FleetPlan.Placement, expected: Double) throws {
    var plan = try plan()
    plan.fleet.placement = placement
    let result = WorldRun.measure(plan, seed: Seed(1))
    let mean = try #require(result.roundTrip[0].mean) / 1e9
    #expect(abs(mean - expected) < 1e-4)
  }
}
