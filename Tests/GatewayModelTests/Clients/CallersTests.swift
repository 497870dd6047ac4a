import GatewayCore
import Policies
import Simulation
import Statistics
import TestKit
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct CallersTests {
  private func plan(attempts: Int, wait: Double, takes: Double) throws -> WorldPlan {
    var plan = try SideWorld.plan(
      every: 1,
      takes: takes,
      duration: .seconds(100),
      policy: try SideWorld.policy()
    )
    plan.classes[0].clients = ClientPlan(
      wait: try .constant(wait),
      attempts: attempts,
      pause: try .constant(1),
      honourRetryAfter: 0
    )
    return plan
  }

  @Test
  func aLateAnswerServesACallerThatStillTries() throws {
    // Answers come after five seconds, callers ask again after three and wait three more.
    let patient = SideWorld.play(try plan(attempts: 2, wait: 3, takes: 5))
    #expect(patient.final[0].accepted == 100 && patient.final[0].attempts == 200)
    #expect(patient.accept[0].largest == 5_000_000_000)
    let hasty = SideWorld.play(try plan(attempts: 1, wait: 3, takes: 5))
    #expect(hasty.final[0].gaveUp == 100 && hasty.final[0].attempts == 100)
  }

  @Test
  func aCallerThatForgetsItsCallsIsNeverServed() throws {
    var plan = try plan(attempts: 2, wait: 3, takes: 5)
    plan.classes[0].clients?.hearsLateAnswers = false
    let result = SideWorld.play(plan).final[0]
    #expect(result.gaveUp == 100 && result.attempts == 200 && result.offered == 100)
  }

  /// The chain with an orbit of retries.
  ///
  /// Callers whose clock rings in the queue send another beside
  /// their call; whoever finds the queue full comes again. Rows "metastable_ctmc_*".
  struct Orbit: Sendable {
    var name: String
    var arrivals: Double
    var timeouts: Double
    var keep: Double
    var inSystem: Double?
    var orbit: Double?
    var tolerance: Double
  }

  static let orbits: [Orbit] = [
    Orbit(
      name: "stable",
      arrivals: 6.5,
      timeouts: 0.08,
      keep: 1,
      inSystem: 2.015040263258374,
      tolerance: 0.05
    ),
    Orbit(
      name: "edge",
      arrivals: 7.5,
      timeouts: 0.15,
      keep: 1,
      inSystem: 12.93471092838037,
      tolerance: 0.05
    ),
    Orbit(
      name: "stuck",
      arrivals: 8,
      timeouts: 0.15,
      keep: 1,
      orbit: 20.791065759215755,
      tolerance: 0.08
    ),
  ]

  /// Long enough to turn often.
  ///
  /// The edge case stays up or down for 250 s at a time, so 400,000 s hold about 800 turns: a
  /// standard deviation of some 3 % of its mean; twelve of them by default, the row's own under the
  /// slow name. The others are ten times as exact.
  @Test(arguments: orbits)
  func theOrbitIsAsFullAsTheChainSays(row: Orbit) throws {
    var plan = try SideWorld.plan(
      every: 1,
      takes: 0.1,
      streams: 1,
      duration: .seconds(LongRun.size(of: "oracles", share: 40_000, full: 1_000_000)),
      policy: try SideWorld.policy()
    )
    plan.providers[0].roundTrip = try .exponential(mean: 0.1)
    plan.fleet.queue.limit = 24
    plan.interval = .seconds(10)
    plan.classes[0].source = .arrivals(.poisson(Rate(perSecond: row.arrivals)))
    var clients = ClientPlan(
      wait: try .exponential(mean: 1 / row.timeouts),
      attempts: 60_000,
      pause: try .exponential(mean: 2),
      honourRetryAfter: 0
    )
    clients.triesAgain = row.keep
    clients.pausingAtMost = 30
    clients.insists = true
    plan.classes[0].clients = clients
    let result = WorldRun.measure(plan, seed: Seed(8))
    #expect(result.lost == [0] && result.ledgersAddUp)
    let allowed = LongRun.isAsked(for: "oracles") ? row.tolerance : 0.35
    let reading = Reading(result, of: plan)
    if let expected = row.inSystem {
      let queued = try #require(reading.average(\.queuedArea))
      let mean = try queued + #require(reading.average(\.inFlightArea))
      #expect(abs(mean / expected - 1) < allowed, "\(row.name): \(mean)")
    }
    if let expected = row.orbit {
      let pausing = result.callersPausing * 1e9 / Double(result.end)
      #expect(abs(pausing / expected - 1) < allowed, "\(row.name): \(pausing)")
    }
  }
}
