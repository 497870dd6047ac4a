import GatewayCore
import Policies
import Providers
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

/// Worlds that queueing theory knows: streams are the servers.
enum SmallWorld {
  static func policy() throws -> Policy {
    Policy(named: "none", classify: try #require(ResponseTable.named("one-size")))
  }

  static func plan(
    arrivals: Double,
    service: Distribution,
    streams: Int,
    servers: Int = 1,
    duration: Duration
  ) throws -> WorldPlan {
    var provider = ProviderPlan(
      name: "open",
      roundTrip: service,
      network: try Distribution.constant(0)
    )
    provider.streams.perConnection = streams
    let traffic = TrafficClass(
      name: "all",
      to: [.init(target: .provider(0), share: 1)],
      source: .arrivals(.poisson(Rate(perSecond: arrivals))),
      policies: [try policy()]
    )
    var queue = QueuePlan()
    queue.limit = nil
    return WorldPlan(
      duration: duration,
      classes: [traffic],
      providers: [provider],
      fleet: FleetPlan(
        regions: [.init(name: "all", share: 1, servers: servers)],
        server: .init(connections: [.init(1)]),
        queue: queue
      )
    )
  }
}

@Suite
struct WorldRunTests {
  @Test
  func anMM10QueueWaitsAsErlangSays() throws {
    let plan = try SmallWorld.plan(
      arrivals: 8,
      service: try .exponential(mean: 1),
      streams: 10,
      duration: .seconds(200_000)
    )
    let result = WorldRun.measure(plan, seed: Seed(1))
    #expect(result.lost == [0])
    #expect(result.ledgersAddUp)
    let wait = try #require(result.wait[0].mean) / 1e9
    // 1.6 M customers; the standard error is about 0.5 %, six of them are far away.
    #expect(abs(wait / 0.20459007539822177 - 1) < 0.03)
  }

  @Test
  func theSameSeedGivesTheSameRun() throws {
    let plan = try SmallWorld.plan(
      arrivals: 8,
      service: try .exponential(mean: 1),
      streams: 10,
      servers: 3,
      duration: .seconds(1000)
    )
    let first = WorldRun.measure(plan, seed: Seed(4))
    let second = WorldRun.measure(plan, seed: Seed(4))
    let other = WorldRun.measure(plan, seed: Seed(5))
    #expect(first.wait == second.wait && first.accept == second.accept)
    #expect(first.accept != other.accept)
  }

  @Test
  func watchingChangesNothingAndStopsWhenAsked() throws {
    let plan = try SmallWorld.plan(
      arrivals: 8,
      service: try .exponential(mean: 1),
      streams: 10,
      duration: .seconds(1000)
    )
    var shares: [Double] = []
    var heard: UInt64 = 0
    let watched = WorldRun.measure(plan, seed: Seed(4)) { share, messages, _ in
      shares.append(share)
      heard = messages
      return true
    }
    #expect(watched?.accept == WorldRun.measure(plan, seed: Seed(4)).accept)
    #expect(shares == shares.sorted() && shares.last == 1 && heard > 7_000)
    #expect(WorldRun.measure(plan, seed: Seed(4)) { share, _, _ in share < 0.1 } == nil)
  }
}
