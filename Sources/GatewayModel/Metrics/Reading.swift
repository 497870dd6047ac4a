package import Statistics
import TimeAndChance

/// The part of a measurement that a metric is asked about: some cells, some providers, some cohorts.
package struct Reading: Sendable {
  package let all: Measurements
  package let plan: WorldPlan
  /// Class-and-provider cells in scope.
  package let cells: [Int]
  /// Providers in scope.
  package let lanes: [Int]
  package let cohorts: Range<Int>
  package let from: Duration
  package let to: Duration

  package init(
    _ all: Measurements,
    of plan: WorldPlan,
    classes: [Int]? = nil,
    lanes: [Int]? = nil,
    from: Duration? = nil,
    to: Duration? = nil
  ) {
    self.all = all
    self.plan = plan
    self.lanes = lanes ?? Array(0..<all.lanes)
    let chosen = self.lanes
    cells = (classes ?? Array(0..<all.classes)).flatMap { one in
      chosen.map { all.cell(one, $0) }
    }
    self.from = from ?? plan.warmUp
    self.to = to ?? plan.duration
    cohorts = Cohorts(plan).range(from: self.from, to: self.to)
  }

  package var counters: Counters {
    cells.reduce(Counters()) { $0 + all.counters(in: cohorts, cell: $1) }
  }

  package var seconds: Double { all.seconds(of: cohorts) }

  /// The histograms of a kind, merged over cohorts and cells.
  package func merged(_ kind: KeyPath<Measurements, [LogLinearHistogram]>) -> LogLinearHistogram {
    var sum = LogLinearHistogram()
    for cohort in cohorts {
      for cell in cells {
        let one = all[keyPath: kind][all.place(cohort, cell)]
        if one.count > 0 { sum.merge(one) }
      }
    }
    return sum
  }

  package func sum(_ kind: KeyPath<Measurements, [Int]>) -> Int {
    cohorts.reduce(0) { total, cohort in
      cells.reduce(total) { $0 + all[keyPath: kind][all.place(cohort, $1)] }
    }
  }

  /// The time average of a level; nil of no time.
  package func average(_ area: KeyPath<MeasuredMark, [Int64]>) -> Double? {
    let seconds = seconds
    guard seconds > 0 else { return nil }
    let last = min(cohorts.upperBound, all.marks.count) - 1
    let total = cells.reduce(0.0) { sum, cell in
      let stop = all.marks[last][keyPath: area][cell]
      let start =
        cohorts.lowerBound == 0 ? 0 : all.marks[cohorts.lowerBound - 1][keyPath: area][cell]
      return sum + Double(stop &- start)
    }
    return total / (seconds * 1e9)
  }

  /// The rows of the timeline that lie in the window.
  package var rows: [Row] {
    let (start, stop) = (from.wholeNanoseconds, to.wholeNanoseconds)
    return all.rows.filter { $0.start >= start && $0.end <= stop }
  }

  /// What happened in the window.
  package var events: [WorldRecord] {
    let (start, stop) = (from.wholeNanoseconds, to.wholeNanoseconds)
    return all.events.filter { $0.nanoseconds >= start && $0.nanoseconds < stop }
  }

  /// Messages offered per row, of the cells in scope.
  package func perRow(_ count: (Counters) -> Int) -> [Double] {
    rows.map { row in Double(cells.reduce(0) { $0 + count(row.cells[$1].counters) }) }
  }
}
