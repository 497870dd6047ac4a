import TimeAndChance

/// How the run is cut into parts, so that every window that an expectation names is a union of them.
package struct Cohorts: Sendable {
  /// Inner boundaries in nanoseconds, in order.
  package let cuts: [Int64]
  private let end: Int64

  package init(_ plan: WorldPlan) {
    let end = plan.duration.wholeNanoseconds
    var times: [Int64] = [plan.warmUp.wholeNanoseconds, end]
    for window in plan.windows {
      times.append(window.from.wholeNanoseconds)
      times.append(window.to.wholeNanoseconds)
    }
    let inside = times.filter { $0 > 0 && $0 <= end }.sorted()
    var unique: [Int64] = []
    for time in inside where unique.last != time { unique.append(time) }
    cuts = unique
    self.end = end
  }

  /// The cohorts that make up [from, to).
  package func range(from: Duration, to: Duration) -> Range<Int> {
    let (start, stop) = (from.wholeNanoseconds, min(to.wholeNanoseconds, end))
    let first = start <= 0 ? 0 : (cuts.firstIndex(of: start) ?? cuts.count) + 1
    let last = (cuts.firstIndex(of: stop) ?? cuts.count) + 1
    return min(first, last)..<last
  }
}
