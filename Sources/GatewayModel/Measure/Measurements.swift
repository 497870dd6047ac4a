package import Statistics
import TimeAndChance

/// What one run of a world showed: one value a trial, from which every metric is computed.
package struct Measurements: Sendable {
  package let classes: Int
  package let lanes: Int
  package let cuts: [Int64]
  package let end: Int64
  /// Counters at the beginning of each cohort, at the end of the run, and once the world was empty.
  package let marks: [MeasuredMark]
  /// By cohort and cell.
  package let accept: [LogLinearHistogram]
  package let wait: [LogLinearHistogram]
  package let roundTrip: [LogLinearHistogram]
  package let judged: [Int]
  package let inTime: [Int]
  package let rows: [Row]
  package let events: [WorldRecord]
  package let handshakes: [Int]
  /// What the walk through queues, topic and streams found at the end, by cell.
  package let inSystem: [Int]
  package let final: [Counters]
  /// The machines' own accounts: true when every one adds up.
  package let ledgersAddUp: Bool
  package let happenings: Int

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
package struct MeasuredMark: Sendable {
  package let time: Int64
  package let counters: [Counters]
  package let inFlightArea: [Int64]
  package let queuedArea: [Int64]
  package let parkedArea: [Int64]
  package let queuedPeak: [Int]
}
