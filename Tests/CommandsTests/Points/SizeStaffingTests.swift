import Experiments
import Scenarios
import Statistics
import Testing
import TimeAndChance

@testable import Commands

/// `size` against answers that are known: Erlang's formulas, and trying every size nearby.
@Suite
struct SizeStaffingTests {
  private static func answer(_ text: String) throws -> Sizing.Answer {
    let scenario = try Scenario.load(Array(text.utf8), path: "staffing.yaml")
    let study = try SizeStudy(scenario, try #require(scenario.size))
    return study.answer(on: Runner(jobs: 2), seed: Seed(3), kept: nil) { _ in }
  }

  private static func queue(limit: String, objective: String) -> String {
    """
    spillway: 1
    run: {duration: 1500s, warm-up: 100s, at-most: 64, interval: 10s}
    load: {all: {to: open, arrivals: {poisson: 8/s}, deadline: 1h}}
    providers:
      open: {like: open, round-trip: {exponential: {mean: 1s}}, streams: {per-connection: 1}}
    fleet: {servers: 12, server: {connections: {open: 1}}, queue: {limit: \(limit)}}
    policy: none
    size: {smallest: fleet.servers, between: [9, 30], objectives: ["\(objective)"]}
    """
  }

  /// The bound lies between two neighbours, so that the smaller fails and the larger holds.
  private static func middle(
    _ value: (Int) throws -> Double,
    _ servers: Int
  ) rethrows -> Double {
    (try value(servers) + value(servers - 1)) / 2
  }

  @Test(arguments: [11, 13])
  func theSmallestFleetThatRarelyMakesOneWait(servers: Int) throws {
    let bound = Self.middle({ Erlang.waiting(servers: $0, offered: 8) }, servers)
    let objective = "waited(all) <= \(bound)"
    let answer = try Self.answer(Self.queue(limit: "100000000", objective: objective))
    #expect(answer.chosen == servers && answer.neighbour?.size == servers - 1)
  }

  @Test(arguments: [12, 14])
  func theSmallestFleetThatRarelyTurnsAway(servers: Int) throws {
    let bound = Self.middle({ Erlang.blocking(servers: $0, offered: 8) }, servers)
    let objective = "share(shed, all) <= \(bound)"
    let answer = try Self.answer(Self.queue(limit: "0", objective: objective))
    #expect(answer.chosen == servers && answer.neighbour?.size == servers - 1)
  }

  @Test(arguments: [10, 12])
  func theSmallestFleetThatFewLeave(servers: Int) throws {
    let bound = try Self.middle(
      {
        try ImpatientQueue(arrivalRate: 8, serviceRate: 1, abandonRate: 0.5, servers: $0)
          .probabilityOfAbandoning
      },
      servers
    )
    let objective = "share(gave-up, all) <= \(bound)"
    let text = Self.queue(limit: "100000000", objective: objective)
      .replacing("deadline: 1h", with: "patience: {exponential: {mean: 2s}}")
      .replacing("between: [9,", with: "between: [6,")
    let answer = try Self.answer(text)
    #expect(answer.chosen == servers && answer.neighbour?.size == servers - 1)
  }

  /// A small planet: a region is lost, and the cap on streams falls to a third.
  @Test
  func theAnswerIsThatOfTryingEverySizeNearby() throws {
    func text(_ between: String) -> String {
      """
      spillway: 1
      run: {duration: 60s, warm-up: 5s, at-most: 12}
      load: {all: {to: fcm, arrivals: {poisson: 600/s}, deadline: 30s}}
      providers:
        fcm: {like: fcm, round-trip: {lognormal: {median: 50ms, p99: 400ms}}, quota: off,
          streams: {per-connection: 15}}
      fleet:
        regions: {east: {share: 50%, servers: 10}, west: {share: 50%, servers: 10}}
        fail-over: {after: 5s, to: others}
        server: {connections: {fcm: 1}}
      size:
        smallest: fleet.servers
        between: \(between)
        objectives: ["p90(time-to-accept) <= 1s", "delivered-in-time(all) >= 95%"]
        survive:
          - as-scripted
          - {name: loss, at: 15s, for: 15s, hits: region east, lose: 100%}
          - {name: congestion, at: 15s, for: 15s, hits: fcm, streams: 5}
      """
    }
    let answer = try Self.answer(text("[2, 80]"))
    let chosen = try #require(answer.chosen, "\(answer)")
    for size in max(2, chosen - 3)...(chosen + 3) {
      let alone = try Self.answer(text("[\(size), \(size + 1)]"))
      #expect((alone.chosen == size) == (size >= chosen), "\(size) beside \(chosen)")
    }
  }
}
