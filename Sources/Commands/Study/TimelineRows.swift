import GatewayModel

/// The rows of a timeline as means over the replications that were merged into a measurement.
struct TimelineRows {
  private let rows: [Row]
  private let replications: Double

  init(_ measured: Measurements) {
    rows = measured.rows
    replications = Double(max(measured.replications, 1))
  }

  var indices: Range<Int> { rows.indices }

  /// When a row begins, in seconds.
  func start(_ row: Int) -> Double { Double(rows[row].start) / 1e9 }

  /// A count of a row and cell, per second.
  func rate(_ row: Int, _ cell: Int, _ count: (Counters) -> Int) -> Double {
    let seconds = Double(max(rows[row].end - rows[row].start, 1)) / 1e9
    return Double(count(rows[row].cells[cell].counters)) / seconds / replications
  }

  func inFlight(_ row: Int, _ cell: Int) -> Double { rows[row].cells[cell].inFlight / replications }

  func queued(_ row: Int, _ cell: Int) -> Double {
    Double(rows[row].cells[cell].queued) / replications
  }

  func parked(_ row: Int, _ cell: Int) -> Double {
    Double(rows[row].cells[cell].parked) / replications
  }

  /// A quantile of the time to accept, in seconds, over all replications.
  func accept(_ row: Int, _ cell: Int, _ share: Double) -> Double? {
    rows[row].cells[cell].accept.quantile(share).map { $0 / 1e9 }
  }

  /// Delivered per second: the value below which a share of the replications lie.
  func goodput(_ row: Int, _ cell: Int, _ share: Double) -> Double? {
    let sorted = rows[row].cells[cell].delivered.sorted()
    guard !sorted.isEmpty else { return nil }
    let seconds = Double(max(rows[row].end - rows[row].start, 1)) / 1e9
    return sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))] / seconds
  }

  /// A gauge of a provider at the end of a row.
  func gauge(_ row: Int, _ lane: Int, _ value: (LaneGauges) -> Double) -> Double {
    value(rows[row].lanes[lane]) / replications
  }

  /// Whether anything ever happened in a cell.
  func isUsed(_ cell: Int) -> Bool {
    rows.contains { $0.cells[cell].counters.offered > 0 || $0.cells[cell].counters.attempts > 0 }
  }
}
