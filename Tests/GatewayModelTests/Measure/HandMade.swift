import GatewayCore
import Policies
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

/// Measurements written by hand: two classes at two providers over 100 s, warm after 40 s.
///
/// What a cell counts by the first mark it counts twice by the last; cells differ by their factor.
enum HandMade {
  static let second: Int64 = 1_000_000_000
  static let cuts: [Int64] = [40 * second, 100 * second]
  static let cells = 4

  static func plan(breaker: Breaker.Configuration? = nil) throws -> WorldPlan {
    var policy = try ScriptedWorld.policy()
    if let breaker {
      policy.breaker = Policy.BreakerSlot(configuration: breaker)
    }
    var plan = try ScriptedWorld.plan(
      rate: 1,
      roundTrip: .constant(0.05),
      servers: 4,
      duration: .seconds(100),
      policy: policy
    )
    plan.providers.append(plan.providers[0])
    plan.classes[0].policies.append(policy)
    plan.classes.append(plan.classes[0])
    plan.fleet.server.connections.append(.init(1))
    plan.warmUp = .seconds(40)
    return plan
  }

  static func counters(_ factor: Int) -> Counters {
    var counters = Counters()
    counters.offered = 100 * factor
    counters.attempts = 150 * factor
    counters.accepted = 80 * factor
    counters.gaveUp = 20 * factor
    counters.wasted = 30 * factor
    counters.waited = 9 * factor
    counters.attempted = 90 * factor
    return counters
  }

  static func mark(_ time: Int64, times: Int) -> MeasuredMark {
    let factors = (1...cells).map { $0 * times }
    return MeasuredMark(
      time: time,
      counters: factors.map(counters),
      inFlightArea: factors.map { Int64($0) * 60 * second },
      queuedArea: factors.map { Int64($0) * 120 * second },
      parkedArea: factors.map { _ in 0 },
      queuedPeak: factors
    )
  }

  /// One histogram a cohort and cell: `cell + 1` values of as many seconds.
  static var durations: [LogLinearHistogram] {
    (0..<(cells * 3)).map { place in
      var one = LogLinearHistogram()
      let number = place % cells + 1
      one.record(Int64(number) * second, times: UInt64(number))
      return one
    }
  }

  static func measurements(
    rows: [Row] = [],
    events: [WorldRecord] = [],
    inSystem: [Int] = [0, 0, 0, 0]
  ) -> Measurements {
    Measurements(
      classes: 2,
      lanes: 2,
      cuts: cuts,
      end: 100 * second,
      marks: [mark(cuts[0], times: 1), mark(cuts[1], times: 2), mark(100 * second, times: 2)],
      accept: durations,
      wait: durations,
      roundTrip: durations,
      judged: (0..<12).map { _ in 50 },
      inTime: (0..<12).map { $0 % cells * 10 },
      rows: rows,
      events: events,
      handshakes: [3, 5],
      inSystem: inSystem,
      final: mark(0, times: 2).counters,
      ledgersAddUp: true,
      happenings: 10
    )
  }

  /// A row of one provider's first class.
  static func row(
    _ index: Int,
    width: Int64 = 10,
    offered: Int = 100,
    delivered: Int = 100,
    queued: Int = 0
  ) -> Row {
    var counters = Counters()
    counters.offered = offered
    counters.accepted = delivered
    let empty = RowCell(
      counters: Counters(),
      inFlight: 0,
      queued: 0,
      parked: 0,
      accept: SparseHistogram(LogLinearHistogram(bits: 5, octaves: 48)),
      delivered: [0]
    )
    var cells = [RowCell](repeating: empty, count: Self.cells)
    cells[0].counters = counters
    cells[0].queued = queued
    cells[0].delivered = [Double(delivered)]
    var gauges = LaneGauges()
    gauges.connections = index
    gauges.streamsReady = 200
    gauges.streamsInUse = 50
    return Row(
      start: Int64(index) * width * second,
      end: Int64(index + 1) * width * second,
      cells: cells,
      lanes: [gauges, LaneGauges()]
    )
  }

  static func breaker(_ server: Int, at seconds: Int64, _ from: String, _ to: String) -> WorldRecord
  {
    WorldRecord(
      nanoseconds: seconds * second,
      what: .breaker,
      server: server,
      lane: 0,
      fault: -1,
      from: from,
      to: to,
      reason: ""
    )
  }
}
