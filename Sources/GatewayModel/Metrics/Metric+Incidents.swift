import GatewayCore
import Policies
import TimeAndChance

extension Metric {
  /// What is said about faults: how soon they are noticed, and how long they are felt.
  static let incidents: [Metric] = [
    value("time-to-detect", in: .seconds, "fault start until breakers with half the traffic open") {
      part in
      let faults = part.plan.faults.filter { part.lanes.contains($0.lane) }
      let times = faults.compactMap { detection(of: $0, in: part) }
      return times.max()
    },
    value("time-to-recover", in: .seconds, "last fault's end until goodput is back and stays") {
      recovery($0)
    },
    value("time-to-drain", in: .seconds, "last fault's end until the backlog is as before it") {
      drain($0)
    },
    counted("false-trips", "openings while no fault acts on that provider") { part in
      part.events.count { event in
        event.isTrip && part.lanes.contains(event.lane)
          && !part.plan.faults.contains { $0.acts(on: event.lane, at: event.nanoseconds) }
      }
    },
    counted("flaps", "openings soon after the same breaker had closed") { flaps($0) },
    value("collapse", in: .share, "whether goodput stayed down after the last fault") { part in
      collapsed(part).map { $0 ? 1 : 0 }
    },
  ]

  /// When the breakers of half the servers were open after a fault began.
  private static func detection(of fault: FaultPlan, in part: Reading) -> Double? {
    let start = fault.at.wholeNanoseconds
    let end = fault.length.map { saturatingSum(start, $0.wholeNanoseconds) } ?? .max
    var open: [Int: Bool] = [:]
    var count = 0
    let needed = part.plan.watchersNeeded(towards: fault.lane)
    var hasBegun = false
    for event in part.all.events where event.what == .breaker && event.lane == fault.lane {
      if !hasBegun && event.nanoseconds >= start {
        // Those that were open already had nothing to notice.
        if count >= needed { return 0 }
        hasBegun = true
      }
      let watcher = part.plan.watcher(event.server, towards: fault.lane)
      let was = open[watcher] ?? false
      let isOpen = event.to == "open" || event.to == "halfOpen"
      open[watcher] = isOpen
      count += (isOpen ? 1 : 0) - (was ? 1 : 0)
      if count >= needed && event.nanoseconds >= start && event.nanoseconds < end {
        return Double(event.nanoseconds - start) / 1e9
      }
    }
    return !hasBegun && count >= needed ? 0 : .infinity
  }

  private static func lastFaultEnd(_ part: Reading) -> Int64? {
    part.plan.faults.compactMap { fault in
      saturatingSum(fault.at.wholeNanoseconds, fault.length?.wholeNanoseconds ?? 0)
    }.max()
  }

  private static func firstFault(_ part: Reading) -> Int64? {
    part.plan.faults.map { $0.at.wholeNanoseconds }.min()
  }

  /// Goodput in bins of ten seconds, with the start of each.
  private static func bins(_ part: Reading) -> [(start: Int64, goodput: Double)] {
    var bins: [(start: Int64, goodput: Double)] = []
    let width: Int64 = 10_000_000_000
    var start: Int64 = 0
    var sum = 0
    for row in part.all.rows {
      sum += part.cells.reduce(0) { $0 + row.cells[$1].counters.delivered }
      if row.end - start >= width {
        bins.append((start, Double(sum) / (Double(row.end - start) / 1e9)))
        start = row.end
        sum = 0
      }
    }
    return bins
  }

  /// Back in the band mean ± 2 sd of the time before the fault, and there for a minute.
  private static func recovery(_ part: Reading) -> Double? {
    guard let first = firstFault(part), let last = lastFaultEnd(part) else { return nil }
    let all = bins(part)
    let warm = part.plan.warmUp.wholeNanoseconds
    let before = all.filter { $0.start >= warm && $0.start + 10_000_000_000 <= first }
    guard before.count >= 3, let centre = mean(before.map(\.goodput)) else { return nil }
    let spread = before.reduce(0) { $0 + ($1.goodput - centre) * ($1.goodput - centre) }
    let sd = (spread / Double(before.count - 1)).squareRoot()
    let lowest = centre - max(2 * sd, 0.01 * centre)
    let after = all.filter { $0.start >= last }
    for index in after.indices where after[index...].prefix(6).allSatisfy({ $0.goodput >= lowest })
    {
      guard after.count - index >= 6 else { break }
      return Double(after[index].start - last) / 1e9
    }
    return .infinity
  }

  private static func drain(_ part: Reading) -> Double? {
    guard let first = firstFault(part), let last = lastFaultEnd(part) else { return nil }
    func backlog(_ row: Row) -> Int {
      part.cells.reduce(0) { $0 + row.cells[$1].queued + row.cells[$1].parked }
    }
    let before = part.all.rows.filter { $0.end <= first }.map(backlog).max() ?? 0
    guard let row = part.all.rows.first(where: { $0.end >= last && backlog($0) <= before }) else {
      return .infinity
    }
    return Double(max(0, row.end - last)) / 1e9
  }

  private static func flaps(_ part: Reading) -> Int {
    var closed: [Int: Int64] = [:]
    var count = 0
    for event in part.events where event.what == .breaker && part.lanes.contains(event.lane) {
      let key = event.server * 256 + event.lane
      if event.isClose { closed[key] = event.nanoseconds }
      guard event.isTrip, let since = closed[key] else { continue }
      let rest = part.plan.coolDown(towards: event.lane)
      if event.nanoseconds - since <= 2 * rest { count += 1 }
    }
    return count
  }

  /// Goodput below a share of offered over the last part of the run, well after the last fault.
  static func collapsed(_ part: Reading) -> Bool? {
    let rule = part.plan.collapse
    if let line = rule.line { return line.holds(of: part.all, part.plan) }
    let end = part.plan.duration.wholeNanoseconds
    let start = end - rule.over.wholeNanoseconds
    let rows = part.all.rows.filter { $0.start >= start }
    let offered = rows.reduce(0) { total, row in
      part.cells.reduce(total) { $0 + row.cells[$1].counters.offered }
    }
    let delivered = rows.reduce(0) { total, row in
      part.cells.reduce(total) { $0 + row.cells[$1].counters.delivered }
    }
    guard offered > 0 else { return nil }
    return Double(delivered) < rule.below * Double(offered)
  }
}

extension FaultPlan {
  func acts(on lane: Int, at nanoseconds: Int64) -> Bool {
    let start = at.wholeNanoseconds
    let end = length.map { saturatingSum(start, $0.wholeNanoseconds) } ?? .max
    return self.lane == lane && nanoseconds >= start && nanoseconds < end
  }
}

extension WorldPlan {
  private func scope(towards lane: Int) -> Policy.BreakerSlot.Scope? {
    classes.lazy.compactMap { $0.policies[lane].breaker?.scope }.first
  }

  /// Whose breaker a server's is: its own, its region's or the fleet's.
  fileprivate func watcher(_ server: Int, towards lane: Int) -> Int {
    switch scope(towards: lane) {
    case .fleet: return 0
    case .region:
      var first = 0
      for (index, region) in fleet.regions.enumerated() {
        first += region.servers
        if server < first { return index }
      }
      return 0
    case .server, .connection, nil: return server
    }
  }

  /// Breakers that carry half of the traffic to a provider.
  fileprivate func watchersNeeded(towards lane: Int) -> Int {
    switch scope(towards: lane) {
    case .fleet: 1
    case .region: max(1, (fleet.regions.count + 1) / 2)
    case .server, .connection, nil: max(1, (fleet.servers + 1) / 2)
    }
  }

  /// The base cool-down of the breaker towards a provider, in nanoseconds.
  func coolDown(towards lane: Int) -> Int64 {
    classes.lazy.compactMap { $0.policies[lane].breaker }.first?.configuration.coolDown.base
      .wholeNanoseconds ?? 0
  }
}
