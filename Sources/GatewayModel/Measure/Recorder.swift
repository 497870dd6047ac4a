import Policies
import Simulation
import Statistics
import TimeAndChance

/// Keeps what happens as running counters, levels and histograms of fixed size.
///
/// A *cell* is a class at a provider. What belongs to a moment (attempts, answers) is counted in the
/// cell of the provider that was asked; what belongs to a message (offered, how it ended) in the cell
/// of the provider it was meant for. Rows of the timeline and parts of the run are differences of
/// copies, so nothing is counted twice on the way of a message.
struct Recorder: ~Copyable {
  let lanes: Int
  let cells: Int
  /// Where cohorts begin; the first begins at zero.
  let cuts: [Int64]
  private(set) var cohort = 0

  var counters: Shelf<Counters>
  var inFlight: Shelf<Level>
  var queued: Shelf<Level>
  var parked: Shelf<Level>
  /// By cohort and cell.
  var accept: Shelf<LogLinearHistogram>
  var wait: Shelf<LogLinearHistogram>
  var roundTrip: Shelf<LogLinearHistogram>
  /// Calls that were accepted at once.
  ///
  /// Their round trip is the message's time to be accepted, and is kept once for both. Most messages
  /// are such, and a histogram's line is rarely in the cache.
  var atOnce: Shelf<LogLinearHistogram>
  /// Messages that did not wait, the most frequent wait of all.
  var unwaited: Shelf<Int>
  var judged: Shelf<Int>
  var inTime: Shelf<Int>
  /// Of the present row, coarse.
  var rowAccept: Shelf<LogLinearHistogram>

  private(set) var marks: [Mark] = []
  private(set) var rows: [Row] = []
  private var rowStart: [Counters]
  private var rowAreas: ContiguousArray<Int64>
  private var rowBegan: Int64 = 0
  var events: [WorldRecord] = []
  /// By provider.
  var handshakes: ContiguousArray<Int>

  /// A copy of everything at the beginning of a cohort.
  struct Mark {
    var time: Int64
    var counters: [Counters]
    var inFlightArea: [Int64]
    var queuedArea: [Int64]
    var parkedArea: [Int64]
    var queuedPeak: [Int]
  }

  init(classes: Int, lanes: Int, cuts: [Int64]) {
    self.lanes = lanes
    self.cuts = cuts
    cells = classes * lanes
    counters = Shelf(repeating: Counters(), count: cells)
    inFlight = Shelf(repeating: Level(), count: cells)
    queued = Shelf(repeating: Level(), count: cells)
    parked = Shelf(repeating: Level(), count: cells)
    let all = cells * (cuts.count + 1)
    accept = Shelf(repeating: LogLinearHistogram(), count: all)
    wait = Shelf(repeating: LogLinearHistogram(), count: all)
    roundTrip = Shelf(repeating: LogLinearHistogram(), count: all)
    atOnce = Shelf(repeating: LogLinearHistogram(), count: all)
    unwaited = Shelf(repeating: 0, count: all)
    judged = Shelf(repeating: 0, count: all)
    inTime = Shelf(repeating: 0, count: all)
    rowAccept = Shelf(repeating: LogLinearHistogram(bits: 5, octaves: 48), count: cells)
    handshakes = .init(repeating: 0, count: lanes)
    rowStart = counters.array
    rowAreas = .init(repeating: 0, count: cells)
  }

  @inline(__always)
  func cell(_ trafficClass: UInt8, _ lane: UInt8) -> Int {
    Int(trafficClass) &* lanes &+ Int(lane)
  }

  @inline(__always)
  func place(_ cohort: Int, _ cell: Int) -> Int { cohort &* cells &+ cell }

  /// Begins the next cohort.
  mutating func cut(at now: Int64) {
    mark(at: now)
    cohort += 1
    for cell in 0..<cells { queued[cell].forgetPeak() }
  }

  mutating func mark(at now: Int64) {
    marks.append(
      Mark(
        time: now,
        counters: counters.array,
        inFlightArea: inFlight.array.map { $0.area(at: now) },
        queuedArea: queued.array.map { $0.area(at: now) },
        parkedArea: parked.array.map { $0.area(at: now) },
        queuedPeak: queued.array.map(\.peak)
      )
    )
  }

  /// The cohort of a message that was offered then.
  func cohort(of offered: Int64) -> UInt8 {
    UInt8(truncatingIfNeeded: cuts.firstIndex { $0 > offered } ?? cuts.count)
  }

  /// By place: how long messages took to be accepted.
  var accepts: [LogLinearHistogram] { Self.merged(accept, atOnce) }

  /// By place: how long calls took.
  var roundTrips: [LogLinearHistogram] { Self.merged(roundTrip, atOnce) }

  /// By place: how long messages waited for their first attempt.
  var waits: [LogLinearHistogram] {
    wait.indices.map { place in
      var whole = wait[place]
      if unwaited[place] > 0 { whole.record(0, times: UInt64(unwaited[place])) }
      return whole
    }
  }

  private static func merged(
    _ own: borrowing Shelf<LogLinearHistogram>,
    _ common: borrowing Shelf<LogLinearHistogram>
  ) -> [LogLinearHistogram] {
    var all = own.array
    for place in all.indices where common[place].count > 0 { all[place].merge(common[place]) }
    return all
  }

  /// Counts an answer that is not success.
  mutating func note(_ answer: Answer, in cell: Int) {
    counters[cell].wasted &+= 1
    switch (answer.transport, answer.status) {
    case (.timeout, _): counters[cell].timeouts &+= 1
    case (.none, 429):
      counters[cell].status429 &+= 1
      counters[cell].status4xx &+= 1
    case (.none, 400..<500): counters[cell].status4xx &+= 1
    case (.none, 500...): counters[cell].status5xx &+= 1
    default: counters[cell].brokenCalls &+= 1
    }
  }

  mutating func note(_ transition: Breaker.Transition, server: Int, lane: Int) {
    events.append(
      WorldRecord(
        nanoseconds: transition.at.nanoseconds,
        what: transition.isDryRun ? .dryRun : .breaker,
        server: server,
        lane: lane,
        fault: -1,
        from: "\(transition.from)",
        to: "\(transition.to)",
        reason: "\(transition.reason)"
      )
    )
  }

  /// Completes a row of the timeline.
  mutating func endRow(at now: Int64, gauges: [LaneGauges], fleet: FleetGauges = FleetGauges()) {
    var row = Row(start: rowBegan, end: now, cells: [], lanes: gauges, fleet: fleet)
    for cell in 0..<cells {
      let area = inFlight[cell].area(at: now)
      row.cells.append(
        RowCell(
          counters: counters[cell] - rowStart[cell],
          inFlight: Double(area &- rowAreas[cell]) / Double(max(1, now - rowBegan)),
          queued: queued[cell].count,
          parked: parked[cell].count,
          accept: SparseHistogram(rowAccept[cell]),
          delivered: [Double(counters[cell].delivered - rowStart[cell].delivered)]
        )
      )
      rowAreas[cell] = area
      rowAccept[cell].removeAll()
    }
    rowStart = counters.array
    rowBegan = now
    rows.append(row)
  }
}

/// One interval of the timeline.
package struct Row: Sendable, Codable {
  package var start: Int64
  package var end: Int64
  /// By cell.
  package var cells: [RowCell]
  /// By provider.
  package var lanes: [LaneGauges]
  package var fleet = FleetGauges()
}

/// What is seen of the servers in an interval.
package struct FleetGauges: Sendable, Hashable, Codable {
  /// The share of the interval that the processors worked.
  package var cpu = 0.0
  /// Bytes of what all servers hold at its end.
  package var memory = 0.0
  /// Servers that take messages at its end.
  package var up = 0

  package init() {}
}

/// What one class did at one provider in one interval.
package struct RowCell: Sendable, Codable {
  package var counters: Counters
  package var inFlight: Double
  package var queued: Int
  package var parked: Int
  /// How long what was accepted in the interval had waited for that.
  package var accept: SparseHistogram
  /// Delivered in the interval, of each replication: for bands.
  package var delivered: [Double]
}

/// What is seen of one provider at the end of an interval.
package struct LaneGauges: Sendable, Codable {
  package var streamsReady = 0
  package var streamsInUse = 0
  package var connections = 0
  /// The share of servers whose breaker is open.
  package var breakerOpen = 0.0
  package var quotaUsed = 0.0
  package var providerQueue = 0

  package init() {}
}
