import Experiments
import Reports
import Scenarios
import TestKit
import Testing
import TimeAndChance

@testable import Commands

/// A queue that theory knows: 8 messages a second that take a second each, on one stream a connection.
enum SamplePoints {
  static let text = """
    spillway: 1
    title: A queue
    run: {duration: 400s, warm-up: 50s, replications: 4, at-most: 12, seed: 3}
    load:
      all: {to: open, priority: p0, arrivals: {poisson: 8/s}, deadline: 60s}
    providers:
      open: {like: open, round-trip: {exponential: {mean: 1s}}, streams: {per-connection: 1}}
    fleet: {servers: 12, server: {connections: {open: 1}}, queue: {limit: 100000000}}
    policy: none
    """

  static let size = """

    size:
      smallest: fleet.servers
      between: [5, 40]
      objectives: ["mean(wait, all) <= 0.5s"]
    """

  static let sweep = """

    sweep:
      vary:
        fleet.servers: [9, 12, 20]
        load.all.arrivals.poisson: [4/s, 8/s]
      watch: ["mean(wait)", goodput]
    """

  static func scenario(_ more: String) throws(ScenarioErrors) -> Scenario {
    try Scenario.load(Array((text + more).utf8), path: "queue.yaml")
  }
}
