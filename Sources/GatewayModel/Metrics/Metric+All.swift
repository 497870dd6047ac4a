import Statistics

extension Metric {
  /// Every number that the world can report.
  package static let all: [Metric] = counts + shares + durations + levels + incidents + rest

  package static func named(_ name: String) -> Metric? {
    all.first { $0.name == name }
  }

  private static let counts: [Metric] = [
    count("offered", "messages that sources brought") { $0.offered },
    count("attempts", "sends started") { $0.attempts },
    count("delivered", "messages accepted by a provider or a fallback") { $0.delivered },
    count("permanent", "messages that no retry can help") { $0.permanent },
    count("expired", "messages past their time to live") { $0.expired },
    count("dead-lettered", "messages given to the dead-letter queue") { $0.deadLettered },
    count("shed", "messages refused to protect the rest") { $0.shed },
    count("rejected", "messages failed at once, upstream told so") { $0.rejected },
    count("gave-up", "messages whose attempts or patience ran out") { $0.gaveUp },
    count("dropped", "messages that a policy dropped without an attempt") { $0.dropped },
    count("deduplicated", "messages recognised as sent before") { $0.deduplicated },
    count("stale", "messages answered with the last known good") { $0.stale },
    count("by-fallback", "messages that a fallback delivered") { $0.byFallback },
    count("fallback-sends", "sends on the secondary channel") { $0.fallbackSends },
    count("parked", "times a message was put aside for a later try") { $0.parkings },
    count("duplicates", "messages that reached a device more than once") { $0.duplicates },
    count("pruned", "tokens taken from the registry") { $0.pruned },
    count("wrongly-pruned", "good tokens taken from the registry") { $0.wronglyPruned },
    count("throttled", "sends that a limiter held back") { $0.throttled },
    count("wasted-attempts", "attempts answered with an error, or never") { $0.wasted },
    counted("trips", "openings of breakers") { part in
      part.events.count { $0.isTrip && part.lanes.contains($0.lane) }
    },
    counted("handshakes", "connections opened, over the whole run") { part in
      part.lanes.reduce(0) { $0 + part.all.handshakes[$1] }
    },
    counted("lost", "messages that neither an ending nor the final walk explains") { part in
      part.cells.reduce(0) { $0 + part.all.lost[$1] }
    },
  ]

  private static let shares: [Metric] = [
    value("delivered-in-time", in: .share, "accepted before the deadline, of those offered") {
      let judged = $0.sum(\.judged)
      return judged > 0 ? Double($0.sum(\.inTime)) / Double(judged) : nil
    },
    value("refused-but-good", in: .share, "refused although the answer was to be a success") {
      share($0.counters.refusedGood, of: $0.counters.offered)
    },
    value("waited", in: .share, "attempted messages with any wait") {
      share($0.counters.waited, of: $0.counters.attempted)
    },
    value("wasted-share", in: .share, "attempts answered with an error or never, of all") {
      share($0.counters.wasted, of: $0.counters.attempts)
    },
    value("amplification", in: .number, "attempts started per message offered") {
      share($0.counters.attempts, of: $0.counters.offered)
    },
    value("goodput", in: .perSecond, "messages delivered per second") {
      $0.seconds > 0 ? Double($0.counters.delivered) / $0.seconds : nil
    },
    value("breaker-open", in: .share, "share of time and traffic behind an open breaker") { part in
      let rows = part.rows
      let offered = part.perRow { $0.offered }
      let total = offered.reduce(0, +)
      guard total > 0, !part.lanes.isEmpty else { return nil }
      let behind = zip(rows, offered).reduce(0.0) { sum, row in
        let open = part.lanes.reduce(0.0) { $0 + row.0.lanes[$1].breakerOpen }
        return sum + open / Double(part.lanes.count) * row.1
      }
      return behind / total
    },
  ]

  static func share(_ part: Int, of whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }

  private static let durations: [Metric] = [
    duration("wait", "offered until the first attempt starts") { $0.merged(\.wait) },
    duration("round-trip", "start of an attempt until its answer") { $0.merged(\.roundTrip) },
    duration("time-to-accept-of-accepted", "offered until accepted, of the accepted alone") {
      $0.merged(\.accept)
    },
    duration("time-to-accept", "offered until accepted, over all offered") { part in
      var recorded = part.merged(\.accept)
      let missing = part.counters.offered - Int(recorded.count)
      if missing > 0 { recorded.recordNever(times: UInt64(missing)) }
      return recorded
    },
  ]

  private static let levels: [Metric] = [
    level("in-flight", in: .number, "attempts under way") {
      $0.average(\.inFlightArea)
    } samples: { part in
      part.rows.map { row in part.cells.reduce(0) { $0 + row.cells[$1].inFlight } }
    },
    level("queue-depth", in: .number, "messages waiting in a line") {
      $0.average(\.queuedArea)
    } samples: { part in
      part.rows.map { row in Double(part.cells.reduce(0) { $0 + row.cells[$1].queued }) }
    },
    level("parked-now", in: .number, "messages in the retry topic") {
      $0.average(\.parkedArea)
    } samples: { part in
      part.rows.map { row in Double(part.cells.reduce(0) { $0 + row.cells[$1].parked }) }
    },
    level("connections", in: .number, "open connections") { part in
      mean(connections(part))
    } samples: {
      connections($0)
    },
    level("streams-in-use", in: .share, "streams in use, of those ready") { part in
      mean(use(part))
    } samples: {
      use($0)
    },
    level("quota-used", in: .share, "used share of a provider's quota") { part in
      mean(quota(part))
    } samples: {
      quota($0)
    },
    value("headroom", in: .number, "streams ready per 99th percentile of streams in use") { part in
      let rows = part.rows
      guard !rows.isEmpty else { return nil }
      let used = rows.map { row in
        part.lanes.reduce(0) { $0 + row.lanes[$1].streamsInUse }
      }.sorted()
      let ready = rows.map { row in part.lanes.reduce(0) { $0 + row.lanes[$1].streamsReady } }
      let high = used[min(used.count - 1, Int(0.99 * Double(used.count)))]
      let usual = Double(ready.reduce(0, +)) / Double(ready.count)
      return high > 0 ? usual / Double(high) : nil
    },
  ]

  static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static func connections(_ part: Reading) -> [Double] {
    part.rows.map { row in Double(part.lanes.reduce(0) { $0 + row.lanes[$1].connections }) }
  }

  private static func use(_ part: Reading) -> [Double] {
    part.rows.compactMap { row in
      let used = part.lanes.reduce(0) { $0 + row.lanes[$1].streamsInUse }
      return share(used, of: part.lanes.reduce(0) { $0 + row.lanes[$1].streamsReady })
    }
  }

  private static func quota(_ part: Reading) -> [Double] {
    part.rows.map { row in
      part.lanes.reduce(0) { max($0, row.lanes[$1].quotaUsed) }
    }
  }
}
