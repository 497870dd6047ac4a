import GatewayCore
import NamedPolicies
import Policies
import Providers
import Simulation
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

/// Small worlds with one class and one provider, and a way to look into them while they run.
enum ScriptedWorld {
  /// Sends once, waits ten seconds, retries what broke below the answer.
  static func policy(attempts: Int = 3, timeout: Duration? = .seconds(10)) throws -> Policy {
    var policy = Policy(named: "test", classify: try #require(ResponseTable.named("one-size")))
    policy.timeout = timeout
    policy.connect = ConnectionPolicy()
    policy.connect.outlier = nil
    policy.connect.ping = nil
    policy.connect.reconnect.backoff = Backoff(.fixed(.milliseconds(100)))
    policy.connect.reconnect.spacing = .milliseconds(1)
    policy.retry.attempts = attempts
    policy.retry.pauses = Backoff(.fixed(.milliseconds(50)))
    return policy
  }

  static func plan(
    rate: Double,
    roundTrip: Distribution,
    network: Double = 0,
    streams: Int = 1500,
    servers: Int = 1,
    connections: Int = 1,
    duration: Duration,
    policy: Policy
  ) throws -> WorldPlan {
    var provider = ProviderPlan(
      name: "push",
      roundTrip: roundTrip,
      network: try Distribution.constant(network)
    )
    provider.streams.perConnection = streams
    let traffic = TrafficClass(
      name: "all",
      to: [.init(target: .provider(0), share: 1)],
      source: .arrivals(.poisson(Rate(perSecond: rate))),
      policies: [policy]
    )
    var queue = QueuePlan()
    queue.limit = nil
    var plan = WorldPlan(
      duration: duration,
      classes: [traffic],
      providers: [provider],
      fleet: FleetPlan(
        regions: [.init(name: "all", share: 1, servers: servers)],
        server: .init(connections: [.init(connections)]),
        queue: queue
      )
    )
    plan.settle = .seconds(120)
    return plan
  }

  static func fault(
    _ act: FaultPlan.Act,
    at: Double,
    for length: Double? = nil,
    hits: FaultPlan.Target = .provider(0),
    among: FaultPlan.Among = .calls
  ) -> FaultPlan {
    FaultPlan(
      name: "fault",
      at: .seconds(at),
      length: length.map { .seconds($0) },
      hits: hits,
      act: act,
      among: among
    )
  }

  /// Plays a plan in steps and shows the world after each.
  static func watch(
    _ plan: WorldPlan,
    seed: UInt64 = 1,
    step: Duration,
    from: Duration = .zero,
    to: Duration,
    _ look: (borrowing GatewayWorld, Duration) -> Void
  ) {
    var agenda = Agenda()
    var world = GatewayWorld(plan, seed: Seed(seed))
    world.begin(on: &agenda)
    var time = from
    while time <= to {
      play(&world, on: &agenda, until: Instant.zero.advanced(by: time))
      look(world, time)
      time += step
    }
  }
}

/// What must hold whatever happened.
func expectSound(_ result: Measurements, _ note: Comment? = nil) {
  #expect(result.lost.allSatisfy { $0 == 0 }, note)
  #expect(result.ledgersAddUp, note)
}
