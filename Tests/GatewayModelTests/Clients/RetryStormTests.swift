import GatewayCore
import Policies
import Providers
import Simulation
import Statistics
import TestKit
import Testing
import TimeAndChance

@testable import GatewayModel

/// Callers that time out and try again over a server that goes on with abandoned work.
enum StormWorld {
  /// M/M/1/100, 10 a second; callers wait 3 s and send again at once, at the tail.
  ///
  /// A copy that finds no room is not answered at all.
  static func plan(arrivals: Double, retries: Int, spike: Bool) throws -> WorldPlan {
    var provider = ProviderPlan(
      name: "backend",
      roundTrip: try .exponential(mean: 0.1),
      network: try .constant(0)
    )
    provider.capacity = .init(concurrent: 1, queue: 99, whenFull: .silence)
    let policy = Policy(named: "patient", classify: try #require(ResponseTable.named("one-size")))
    var traffic = TrafficClass(
      name: "calls",
      to: [.init(target: .provider(0), share: 1)],
      source: .arrivals(.poisson(Rate(perSecond: arrivals))),
      policies: [policy]
    )
    traffic.clients = ClientPlan(
      wait: try .constant(3),
      attempts: retries + 1,
      pause: try .constant(0),
      honourRetryAfter: 0
    )
    if spike {
      traffic.shape = .profile(
        Profile([
          .init(time: .seconds(400), value: 1), .init(time: .seconds(400), value: 10),
          .init(time: .seconds(420), value: 10), .init(time: .seconds(420), value: 1),
        ])
      )
    }
    var plan = WorldPlan(
      duration: .seconds(2000),
      classes: [traffic],
      providers: [provider],
      fleet: FleetPlan(
        regions: [.init(name: "all", share: 1, servers: 1)],
        server: .init(connections: [.init(8)])
      )
    )
    plan.warmUp = .seconds(1000)
    return plan
  }

  struct Outcome {
    /// The share of runs with more than 50 in the system on average.
    var stuck = 0.0
    var success = 0.0
  }

  /// What many runs come to in their second half.
  static func outcome(_ plan: WorldPlan, runs: Int) -> Outcome {
    var outcome = Outcome()
    for seed in 1...runs {
      let result = WorldRun.measure(plan, seed: Seed(UInt64(seed)))
      #expect(result.lost == [0] && result.ledgersAddUp, "seed \(seed)")
      let rows = result.rows.filter { $0.start >= 1_000_000_000_000 }
      let waiting = rows.reduce(0) { $0 + $1.lanes[0].providerQueue }
      if Double(waiting) / Double(rows.count) > 49 { outcome.stuck += 1 / Double(runs) }
      let counters = result.counters(in: 1..<2, cell: 0)
      outcome.success += Double(counters.delivered) / Double(counters.offered) / Double(runs)
    }
    return outcome
  }
}

/// Rows "timeoutretry_*" of the oracles, from an independent simulation of 200 runs each.
@Suite
struct RetryStormTests {
  struct Row: Sendable {
    var name: String
    var arrivals: Double
    var retries = 4
    var spike = false
    var stuck: (Double, Double)?
    var success: (Double, Double)?
  }

  static let rows: [Row] = [
    Row(name: "spont_l6", arrivals: 6, stuck: (0, 0.04)),
    Row(name: "spont_l7", arrivals: 7, success: (0.9863, 0.025)),
    Row(name: "spont_l8", arrivals: 8, stuck: (0.45, 0.106)),
    Row(name: "spont_l8.5", arrivals: 8.5, success: (0.5034, 0.05)),
    Row(name: "spont_l9.5", arrivals: 9.5, stuck: (1, 0.04)),
    Row(name: "spike_l2", arrivals: 2, spike: true, success: (0.9999, 0.02)),
    Row(name: "spike_l4", arrivals: 4, spike: true, stuck: (0.945, 0.06)),
    Row(name: "spike_l5", arrivals: 5, spike: true, success: (0.6776, 0.02)),
    Row(name: "spike_l7", arrivals: 7, spike: true, stuck: (1, 0.03)),
    Row(name: "spike_noretry_l7", arrivals: 7, retries: 0, spike: true, stuck: (0, 0.03)),
  ]

  /// Ten runs by default.
  ///
  /// With five binomial standard deviations of so few on top of the row's own
  /// tolerance (false alarms below 1e-6 a row); two hundred under the slow name, with three of the
  /// row's own kind.
  ///
  /// Seeds are fixed, so a row that passes goes on passing.
  @Test(arguments: rows)
  func collapsesAsOftenAsTheIndependentSimulation(row: Row) throws {
    let runs = LongRun.size(of: "oracles", share: 10, full: 200)
    let plan = try StormWorld.plan(arrivals: row.arrivals, retries: row.retries, spike: row.spike)
    let outcome = StormWorld.outcome(plan, runs: runs)
    if let (value, tolerance) = row.stuck {
      let spread = (max(value * (1 - value), 0.01) / Double(runs)).squareRoot()
      let allowed = tolerance + 5 * spread * (runs < 100 ? 1 : 0)
      #expect(abs(outcome.stuck - value) <= allowed, "\(row.name): \(outcome)")
    }
    if let (value, tolerance) = row.success {
      let allowed = tolerance + (runs < 100 ? 5 * 0.5 / Double(runs).squareRoot() * (1 - value) : 0)
      #expect(abs(outcome.success - value) <= allowed, "\(row.name): \(outcome)")
    }
  }
}

/// Two tiers: an API of 32 threads over a database of four, time-outs and retries between them.
enum TwoTierWorld {
  /// The API's own 5 ms in 32 slots are left out: at 90 calls a second they hold half a slot.
  static func plan(arrivals: Double) throws -> WorldPlan {
    var provider = ProviderPlan(
      name: "db",
      roundTrip: try .gamma(mean: 0.04, shape: 4),
      network: try .constant(0)
    )
    provider.capacity = .init(
      concurrent: 4,
      queue: 64,
      whenFull: .answer(Answer(status: 503))
    )
    var policy = Policy(named: "api", classify: try #require(ResponseTable.named("one-size")))
    policy.timeout = .milliseconds(250)
    policy.retry.attempts = 3
    policy.retry.pauses = Backoff(
      .exponential(base: .milliseconds(25), factor: 2),
      jitter: .proportional(0.5)
    )
    var traffic = TrafficClass(
      name: "calls",
      to: [.init(target: .provider(0), share: 1)],
      source: .arrivals(.poisson(Rate(perSecond: arrivals))),
      policies: [policy]
    )
    traffic.clients = ClientPlan(
      wait: try .constant(3),
      attempts: 1,
      pause: try .constant(0),
      honourRetryAfter: 0
    )
    return WorldPlan(
      duration: .seconds(120),
      classes: [traffic],
      providers: [provider],
      fleet: FleetPlan(
        regions: [.init(name: "all", share: 1, servers: 1)],
        server: .init(connections: [.init(8)])
      )
    )
  }
}

/// Rows "breakscale_retrystorm_*": a run collapses when more than 30 % of its requests fail.
@Suite
struct TwoTierTests {
  @Test(arguments: [
    (70.0, 0.0, 0.03, nil as Double?), (80, 0.113, 0.067, nil), (90, 0.953, 0.052, 0.775),
  ])
  func collapsesAsOftenAsTheIndependentSimulation(
    arrivals: Double,
    collapse: Double,
    tolerance: Double,
    failed: Double?
  ) throws {
    let runs = LongRun.size(of: "oracles", share: 40, full: 400)
    let plan = try TwoTierWorld.plan(arrivals: arrivals)
    var (collapsed, sum) = (0, 0.0)
    for seed in 1...runs {
      let result = WorldRun.measure(plan, seed: Seed(UInt64(seed)))
      #expect(result.lost == [0] && result.ledgersAddUp, "seed \(seed)")
      let counters = result.final[0]
      let share = 1 - Double(counters.delivered) / Double(counters.delivered + counters.gaveUp)
      collapsed += share > 0.3 ? 1 : 0
      sum += share / Double(runs)
    }
    let found = Double(collapsed) / Double(runs)
    // Fixed seeds, and five binomial deviations of few runs on top of the row's own tolerance.
    let spread = (max(collapse * (1 - collapse), 0.01) / Double(runs)).squareRoot()
    let allowed = tolerance + (runs < 100 ? 5 * spread : 0)
    #expect(abs(found - collapse) <= allowed, "\(arrivals)/s: \(found), failed \(sum)")
    if let failed {
      #expect(abs(sum - failed) <= 0.05 + (runs < 100 ? 5 * 0.15 / 6 : 0), "failed \(sum)")
    }
  }
}
