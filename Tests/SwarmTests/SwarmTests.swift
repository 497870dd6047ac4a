import GatewayModel
import Statistics
import TestKit
import Testing
import TimeAndChance

/// Random worlds: whatever is configured and whatever fails, nothing may be lost, counted twice,
/// fall below zero, be no number, or never end.
@Suite
struct SwarmTests {
  @Test
  func nothingIsLostInRandomWorlds() throws {
    let count = LongRun.size(of: "swarm", share: 200, full: 10_000)
    for seed in 0..<UInt64(count) { try examine(seed) }
  }

  /// Worlds that failed once.
  ///
  /// 862: a message that had left a server's own line for the common one was found at its old place,
  /// and asked of no server. 4617: a policy rolled out during a call's handshake or work left it less
  /// time than had passed, and its end was scheduled in the past.
  @Test(arguments: [862, 4617])
  func whatFailedOnceHolds(_ seed: UInt64) throws { try examine(seed) }

  private func examine(_ seed: UInt64) throws {
    let world = try RandomWorld(seed: seed)
    let result = WorldRun.measure(world.plan, seed: Seed(seed))
    let problems = Self.problems(in: result)
    #expect(problems.isEmpty, "world \(seed): \(problems.joined(separator: "; "))")
  }

  private static func problems(in result: Measurements) -> [String] {
    var found: [String] = []
    for (cell, lost) in result.lost.enumerated() where lost != 0 {
      found.append("\(lost) lost in cell \(cell)")
    }
    if !result.ledgersAddUp { found.append("a machine's account does not add up") }
    for (cell, counters) in result.final.enumerated()
    where counters.accepted < 0 || counters.ended > counters.offered {
      found.append("cell \(cell) ended \(counters.ended) of \(counters.offered)")
    }
    // Every copy that reaches a device beside the first took an attempt.
    let (copies, attempts) = result.final.reduce((0, 0)) {
      ($0.0 + $1.duplicates, $0.1 + $1.attempts)
    }
    if copies > attempts { found.append("\(copies) duplicates of \(attempts) attempts") }
    for row in result.rows {
      for cell in row.cells where cell.queued < 0 || cell.parked < 0 || !(cell.inFlight >= 0) {
        found.append("a level below zero at \(row.start)")
      }
      for lane in row.lanes where lane.streamsReady < 0 || lane.streamsInUse < 0 {
        found.append("streams below zero at \(row.start)")
      }
      let fleet = row.fleet
      if !(0...1.000001).contains(fleet.cpu) || !fleet.memory.isFinite {
        found.append("cpu \(fleet.cpu) at \(row.start)")
      }
    }
    for histogram in result.accept + result.wait + result.roundTrip {
      if let mean = histogram.mean, !(mean >= 0) { found.append("a mean of \(mean)") }
    }
    return found
  }
}
