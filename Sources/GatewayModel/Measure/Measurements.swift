package import Statistics
import TimeAndChance

/// What one run of a world showed: one value a trial, from which every metric is computed.
package struct Measurements: Sendable, Codable {
  package let classes: Int
  package let lanes: Int
  package let cuts: [Int64]
  package let end: Int64
  /// How many runs this is the sum of.
  package internal(set) var replications = 1
  /// Counters at the beginning of each cohort, at the end of the run, and once the world was empty.
  package internal(set) var marks: [MeasuredMark]
  /// By cohort and cell.
  package internal(set) var accept: [LogLinearHistogram]
  package internal(set) var wait: [LogLinearHistogram]
  package internal(set) var roundTrip: [LogLinearHistogram]
  package internal(set) var judged: [Int]
  package internal(set) var inTime: [Int]
  package internal(set) var rows: [Row]
  package let events: [WorldRecord]
  package internal(set) var handshakes: [Int]
  /// What the walk through queues, topic and streams found at the end, by cell.
  package internal(set) var inSystem: [Int]
  package internal(set) var final: [Counters]
  /// The machines' own accounts: true when every one adds up.
  package internal(set) var ledgersAddUp: Bool
  package internal(set) var happenings: Int
  /// By cohort and cell: offered until on the device; empty where nothing is delivered.
  package internal(set) var deliver: [LogLinearHistogram] = []
  /// By cell: messages that a fallback took, at the provider that took them.
  package internal(set) var billed: [Int] = []
  /// Caller-seconds between two calls, over the whole run.
  package internal(set) var callersPausing = 0.0
  /// By provider: trial sends of half-open breakers, over the whole run.
  package internal(set) var probes: [Int] = []
  /// Of each replication that was tested: whether it got up after a pause; nil when it was not down.
  package internal(set) var resets: [Bool?] = []

  /// Messages that neither an ending nor the walk explains, by cell: always zero.
  package var lost: [Int] {
    final.indices.map { final[$0].offered - final[$0].ended - inSystem[$0] }
  }

  package func place(_ cohort: Int, _ cell: Int) -> Int { cohort * classes * lanes + cell }
  package func cell(_ trafficClass: Int, _ lane: Int) -> Int { trafficClass * lanes + lane }

  /// The counters of the cohorts in a range: what happened while they were offered.
  package func counters(in cohorts: Range<Int>, cell: Int) -> Counters {
    let start = cohorts.lowerBound == 0 ? Counters() : marks[cohorts.lowerBound - 1].counters[cell]
    let stop = marks[min(cohorts.upperBound, marks.count) - 1].counters[cell]
    return stop - start
  }

  /// How long those cohorts were, in seconds.
  package func seconds(of cohorts: Range<Int>) -> Double {
    let start = cohorts.lowerBound == 0 ? 0 : marks[cohorts.lowerBound - 1].time
    let stop = marks[min(cohorts.upperBound, marks.count) - 1].time
    return Double(stop - start) / 1e9
  }
}

/// A copy of the running accounts at one moment.
package struct MeasuredMark: Sendable, Codable {
  package let time: Int64
  package let counters: [Counters]
  package let inFlightArea: [Int64]
  package let queuedArea: [Int64]
  package let parkedArea: [Int64]
  package let queuedPeak: [Int]
}
