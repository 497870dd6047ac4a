import GatewayCore
import Policies
import Statistics
import TimeAndChance

extension Metric {
  /// What is known of waits by their kind, of devices, of money, and of breakers' trials.
  static let rest: [Metric] = [
    duration("queue-wait", "offered until a server takes it") { part in
      part.plan.fleet.queue.isPull ? part.merged(\.wait) : nothing(like: part.merged(\.wait))
    },
    duration("stream-wait", "taken by a server until a stream is free") { part in
      part.plan.fleet.queue.isPull ? nothing(like: part.merged(\.wait)) : part.merged(\.wait)
    },
    duration("time-to-deliver-of-delivered", "offered until on the device, of those alone") {
      delivered($0)
    },
    duration("time-to-deliver", "offered until on the device, over all offered") { part in
      var recorded = delivered(part)
      let missing = part.counters.offered - Int(recorded.count)
      if missing > 0 { recorded.recordNever(times: UInt64(missing)) }
      return recorded
    },
    counted("probes", "trial sends of half-open breakers, over the whole run") { part in
      part.lanes.reduce(0) { $0 + (part.all.probes.isEmpty ? 0 : part.all.probes[$1]) }
    },
    counted("low-trips", "openings while a fault acts that is below the breaker's threshold") {
      lowTrips($0)
    },
    value("fallback-cost", in: .money, "price of what fallbacks took, over the whole run") { part in
      part.cells.reduce(0.0) { sum, cell in
        let taken = part.all.billed.isEmpty ? 0 : part.all.billed[cell]
        return sum + Double(taken) * part.plan.providers[cell % part.all.lanes].price
      } / Double(part.all.replications)
    },
    value("server-cost", in: .money, "what the servers cost in the measured time") { part in
      let hours = part.seconds / 3600
      let count = part.plan.fleet.servers + part.plan.fleet.callers
      return Double(count) * part.plan.fleet.serverCostPerHour * hours
    },
    value("metastable", in: .share, "collapsed, and well again after a minute without load") {
      part in
      let tested = part.all.resets
      guard !tested.isEmpty else { return collapsed(part) == false ? 0 : nil }
      return Double(tested.count { $0 == true }) / Double(tested.count)
    },
  ]

  private static func nothing(like other: LogLinearHistogram) -> LogLinearHistogram {
    var zeros = LogLinearHistogram()
    if other.count > 0 { zeros.record(0, times: other.count) }
    return zeros
  }

  /// Where a provider says nothing about devices, accepted is all that is known.
  private static func delivered(_ part: Reading) -> LogLinearHistogram {
    part.all.deliver.isEmpty ? part.merged(\.accept) : part.merged(\.deliver)
  }

  private static func lowTrips(_ part: Reading) -> Int {
    part.events.count { event in
      guard event.isTrip, part.lanes.contains(event.lane) else { return false }
      let acting = part.plan.faults.filter { $0.acts(on: event.lane, at: event.nanoseconds) }
      guard !acting.isEmpty, let limit = part.plan.failureRate(towards: event.lane) else {
        return false
      }
      return acting.allSatisfy { $0.errorShare.map { $0 < limit } ?? false }
    }
  }
}

extension FaultPlan {
  /// The largest share of errors that it causes; nil when it is of another kind.
  fileprivate var errorShare: Double? {
    guard case .answers(let shares) = act else { return nil }
    return shares.reduce(0) { $0 + $1.share.maximum }
  }
}

extension WorldPlan {
  /// The share of failures at which the breaker towards a provider opens.
  fileprivate func failureRate(towards lane: Int) -> Double? {
    classes.lazy.compactMap { $0.policies[lane].breaker?.configuration.failureRate?.value }.first
  }
}
