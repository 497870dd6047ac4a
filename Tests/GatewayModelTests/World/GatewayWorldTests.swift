import GatewayCore
import Policies
import Simulation
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct GatewayWorldTests {
  private func plan(_ source: TrafficClass.Source, roundTrip: Double = 0.05) throws -> WorldPlan {
    var plan = try ScriptedWorld.plan(
      rate: 1,
      roundTrip: .constant(roundTrip),
      servers: 3,
      duration: .seconds(20),
      policy: try ScriptedWorld.policy(timeout: nil)
    )
    plan.classes[0].source = source
    plan.warmUp = .seconds(5)
    return plan
  }

  /// What falls on the end itself would be counted in the end and in no row: it does not happen.
  @Test(arguments: [
    TrafficClass.Source.arrivals(.regular(Rate(perSecond: 10))),
    .arrivals(.bursts(every: .seconds(2), size: 7)), .arrivals(.poisson(Rate(perSecond: 200))),
    .campaign(Campaign(messages: 21, at: .seconds(10), by: .serial(Rate(perSecond: 2)))),
  ])
  func theRowsAndThePartsShowAllThatWasOffered(source: TrafficClass.Source) throws {
    let result = WorldRun.measure(try plan(source), seed: Seed(1))
    expectSound(result)
    let offered = result.final[0].offered
    #expect(offered > 0 && result.rows.count == 20)
    #expect(result.rows.reduce(0) { $0 + $1.cells[0].counters.offered } == offered)
    #expect(result.counters(in: 0..<2, cell: 0).offered == offered)
    #expect(result.rows.map(\.end) == (1...20).map { Int64($0) * 1_000_000_000 })
  }

  /// Regular arrivals, no chance at all: ten a second for 20 s but for the one at the end, each
  /// 50 ms under way, so half a call is in flight on average.
  @Test
  func regularArrivalsAreCountedByHand() throws {
    let source = TrafficClass.Source.arrivals(.regular(Rate(perSecond: 10)))
    let result = WorldRun.measure(try plan(source), seed: Seed(1))
    #expect(result.final[0].offered == 199 && result.final[0].accepted == 199)
    #expect(
      result.rows.map { $0.cells[0].counters.offered } == [9] + [Int](repeating: 10, count: 19)
    )
    #expect(result.rows[10].cells[0].inFlight == 0.5)
    #expect(result.wait[0].largest == 0 && result.roundTrip[1].largest == 50_000_000)
  }

  /// The walk finds what the counters say has not ended, at any moment.
  @Test
  func theWalkFindsWhoeverHasNotEnded() throws {
    let busy = try plan(.arrivals(.poisson(Rate(perSecond: 300))), roundTrip: 2)
    var wrong = 0
    var most = 0
    ScriptedWorld.watch(busy, step: .milliseconds(137), to: .seconds(20)) { world, _ in
      let counters = world.recorder.counters[0]
      let found = world.walk()[0]
      most = max(most, found)
      wrong += found == counters.offered - counters.ended ? 0 : 1
    }
    #expect(wrong == 0 && most > 400)
  }

  @Test
  func afterTheStopNobodyArrives() throws {
    var agenda = Agenda()
    let busy = try plan(.arrivals(.poisson(Rate(perSecond: 100))))
    var world = GatewayWorld(busy, seed: Seed(1))
    world.begin(on: &agenda)
    play(&world, on: &agenda, until: Instant.zero.advanced(by: .seconds(10)))
    world.stop()
    let before = world.recorder.counters[0].offered
    play(&world, on: &agenda, until: Instant.zero.advanced(by: .seconds(20)))
    let counters = world.recorder.counters[0]
    #expect(before > 800 && counters.offered == before && counters.ended == before)
  }

  /// One server of two is slow to answer and takes messages that it has no stream for.
  @Test(arguments: [(QueuePlan.Dispatch.pull, 0), (.prefetch(50), 50)])
  func aServerHoldsWhatItHasPrefetched(dispatch: QueuePlan.Dispatch, held: Int) throws {
    var plan = try ScriptedWorld.plan(
      rate: 1000,
      roundTrip: .constant(0.1),
      streams: 10,
      servers: 2,
      duration: .seconds(20),
      policy: try ScriptedWorld.policy()
    )
    plan.fleet.queue.dispatch = dispatch
    plan.fleet.queue.visibilityTimeout = .seconds(30)
    plan.faults = [
      ScriptedWorld.fault(.crash(share: 0.5, backAfter: .zero), at: 10, hits: .servers)
    ]
    plan.settle = .seconds(200)
    let result = WorldRun.measure(plan, seed: Seed(4))
    expectSound(result)
    #expect(result.final[0].accepted == result.final[0].offered)
    let note = try #require(result.events.first { $0.what == .crash && $0.to == "down" })
    #expect(note.reason == "crash: \(10 + held) taken, 0 lost")
  }
}
