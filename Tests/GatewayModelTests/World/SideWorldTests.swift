import GatewayCore
import Policies
import Providers
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

/// Small worlds for what only some worlds have.
enum SideWorld {
  static func policy(_ table: String = "one-size") throws -> Policy {
    Policy(named: "once", classify: try #require(ResponseTable.named(table)))
  }

  static func plan(
    every seconds: Double,
    takes: Double,
    streams: Int = 1000,
    duration: Duration,
    policy: Policy
  ) throws -> WorldPlan {
    var provider = ProviderPlan(
      name: "push",
      roundTrip: try .constant(takes),
      network: try .constant(0)
    )
    provider.streams.perConnection = streams
    let traffic = TrafficClass(
      name: "all",
      to: [.init(target: .provider(0), share: 1)],
      source: .arrivals(.regular(Rate(perSecond: 1 / seconds))),
      policies: [policy]
    )
    var queue = QueuePlan()
    queue.limit = nil
    return WorldPlan(
      // Runs are half-open: the last of the regular arrivals falls just inside.
      duration: duration + .milliseconds(1),
      classes: [traffic],
      providers: [provider],
      fleet: FleetPlan(
        regions: [.init(name: "all", share: 1, servers: 1)],
        server: .init(connections: [.init(1)]),
        queue: queue
      )
    )
  }

  static func play(_ plan: WorldPlan, seed: UInt64 = 2) -> Measurements {
    var plan = plan
    plan.settle = max(plan.settle, .seconds(1000))
    let result = WorldRun.measure(plan, seed: Seed(seed))
    #expect(result.lost.allSatisfy { $0 == 0 } && result.ledgersAddUp)
    return result
  }
}

@Suite
struct SideWorldTests {
  @Test
  func copiesOfANotificationReachItsDeviceOnce() throws {
    var policy = try SideWorld.policy()
    policy.dedup = .seconds(3600)
    var plan = try SideWorld.plan(every: 1, takes: 0.1, duration: .seconds(100), policy: policy)
    plan.classes[0].copies = 10
    let with = SideWorld.play(plan).final[0]
    plan.classes[0].policies = [try SideWorld.policy()]
    let without = SideWorld.play(plan).final[0]
    #expect(with.offered == 1000 && with.accepted == 100 && with.deduplicated == 900)
    #expect(without.accepted == 1000)
    #expect(with.duplicates == 0 && without.duplicates == 900)
  }

  @Test
  func oneHotDeviceIsHeldToItsRateAndTheOthersAreNot() throws {
    var plan = try SideWorld.plan(
      every: 0.1,
      takes: 0.01,
      duration: .seconds(300),
      policy: try SideWorld.policy("google")
    )
    plan.providers[0].preset = "fcm"
    plan.providers[0].perDevice = Rate(240, per: .seconds(60))
    plan.classes[0].audience = .hot(tokens: 1, share: 0.9)
    plan.settle = .seconds(4000)
    let result = SideWorld.play(plan).final[0]
    // 9 a second to one device that may have 4: a minute's worth at once, then four a second.
    #expect(result.status429 > 5, "\(result)")
    // After the first refusals it rests ever longer; the three hundred for others all go through.
    #expect(result.offered == 3000 && result.accepted > 500, "\(result)")
  }

  @Test
  func acceptedIsNotYetOnTheDevice() throws {
    var plan = try SideWorld.plan(
      every: 0.1,
      takes: 0.1,
      duration: .seconds(100),
      policy: try SideWorld.policy()
    )
    // Half of what comes: the line grows by five a second.
    plan.providers[0].delivery = .init(
      takes: try .constant(1),
      rate: Rate(perSecond: 5),
      queue: nil
    )
    plan.classes[0].deadline = .seconds(10)
    plan.classes[0].inTimeOnDevice = true
    let result = SideWorld.play(plan)
    let reading = Reading(result, of: plan)
    let longest = try #require(Metric.named("time-to-deliver"))
    let last = try #require(longest.read(reading, .max))
    // The last of 1,000 waits for 199.8 − 99.9 s of line, then a second.
    #expect(abs(last - 101) < 1)
    let inTime = try #require(Metric.named("delivered-in-time"))
    let share = try #require(inTime.read(reading, .value))
    #expect(abs(share - 0.088 / 0.9) < 0.01, "\(share)")
  }

  @Test
  func whatDoesNotCountIsGivenBackToTheQuota() throws {
    var plan = try SideWorld.plan(
      every: 0.1,
      takes: 0.01,
      duration: .seconds(60),
      policy: try SideWorld.policy()
    )
    plan.fleet.start = .cold
    plan.providers[0].answers = [
      AnswerShare(
        key: "400",
        reply: .answer(Answer(status: 400)),
        share: Profile(constant: 1)
      )
    ]
    plan.providers[0].quota = .init(
      limit: 50,
      window: .seconds(3600),
      refill: .toFull,
      counts: .everything,
      retryAfter: .none
    )
    let counted = SideWorld.play(plan).final[0]
    plan.providers[0].quota?.counts = .accepted
    let free = SideWorld.play(plan).final[0]
    #expect(counted.status429 >= 500 && free.status429 == 0)
  }

  @Test
  func aProvidersOwnClockAnswers500() throws {
    var plan = try SideWorld.plan(
      every: 1,
      takes: 7,
      duration: .seconds(10),
      policy: try SideWorld.policy()
    )
    plan.providers[0].internalTimeout = .seconds(5)
    let result = SideWorld.play(plan)
    #expect(result.final[0].status5xx == 10)
    #expect(result.roundTrip[0].largest == 5_000_000_000)
  }

  @Test
  func aFallbackCostsItsPrice() throws {
    var policy = try SideWorld.policy()
    policy.fallback = .ofClass
    var plan = try SideWorld.plan(every: 1, takes: 0.1, duration: .seconds(100), policy: policy)
    plan.providers[0].answers = [
      AnswerShare(key: "503", reply: .answer(Answer(status: 503)), share: Profile(constant: 1))
    ]
    var text = ProviderPlan(
      name: "sms",
      roundTrip: try .constant(0.1),
      network: try .constant(0)
    )
    text.price = 0.01
    plan.providers.append(text)
    plan.fleet.server.connections.append(.init(1))
    plan.fleet.serverCostPerHour = 36
    plan.classes[0].policies.append(policy)
    plan.classes[0].fallback = FallbackPlan(
      provider: 1,
      afterAttempts: 1,
      afterElapsed: nil,
      whenBreakerOpen: false
    )
    let result = SideWorld.play(plan)
    let reading = Reading(result, of: plan)
    #expect(result.final[0].byFallback == 100)
    let cost = try #require(Metric.named("fallback-cost")?.read(reading, .value))
    let servers = try #require(Metric.named("server-cost")?.read(reading, .value))
    #expect(abs(cost - 1) < 1e-9 && abs(servers - 1) < 1e-4)
  }
}
