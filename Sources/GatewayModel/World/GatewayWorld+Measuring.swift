import GatewayCore
import Policies
import Simulation
import TimeAndChance

extension GatewayWorld {
  /// Arrivals end here.
  mutating func stop() {
    nextArrival = .distantFuture
    recorder.mark(at: end)
  }

  /// Completes a row of the timeline.
  mutating func endRow(at now: Instant) {
    recorder.endRow(
      at: now.nanoseconds,
      gauges: (0..<lanes).map { gauges(of: $0) },
      fleet: fleetGauges(at: now)
    )
  }

  private func gauges(of lane: Int) -> LaneGauges {
    var gauges = LaneGauges()
    var open = 0
    for server in servers.indices {
      let pool = servers[server].machine.lanes[lane].pool
      gauges.streamsReady += isUncapped[lane] ? pool.connectionsOpen * 65_535 : pool.streamsReady
      gauges.streamsInUse += pool.streamsInUse
      gauges.connections += pool.connectionsOpen
      let machine = servers[server].machine.lanes[lane]
      let phase =
        machine.watch == .shared
        ? shared[servers[server].scope].breakers[lane]?.phase
        : (machine.watch == .server ? machine.breaker.phase : nil)
      if phase == .open || phase == .forcedOpen || phase == .halfOpen { open += 1 }
    }
    gauges.breakerOpen = Double(open) / Double(max(1, servers.count))
    gauges.quotaUsed = providers[lane].quota?.used ?? 0
    gauges.providerQueue = providers[lane].desk?.queued ?? 0
    return gauges
  }

  /// Walks through everything that can hold a message, and counts it in its cell.
  ///
  /// Independent of every counter: what the counters say must agree with what is really there.
  func walk() -> [Int] {
    var found = [Int](repeating: 0, count: recorder.cells)
    for index in messages.places where messages.isOccupied(index) {
      // Of two calls one carries the message.
      if !messages[index].marks.isDisjoint(with: [.echo, .settled]) { continue }
      let id = MessageID(messages[index].id)
      found[recorder.cell(id.trafficClass, id.home)] += 1
    }
    for index in topic.places where topic.isOccupied(index) {
      let id = topic[index].id
      found[recorder.cell(id.trafficClass, id.home)] += 1
    }
    for one in topics.fanOuts { found[one.trafficClass * lanes + one.lane] += one.left }
    return hasExtras ? asCallersSee(found) : found
  }

  private var ledgersAddUp: Bool {
    guard brokenLedgers == 0 else { return false }
    for server in servers.indices where !servers[server].machine.ledger.addsUp { return false }
    return true
  }

  func measurements(at now: Instant) -> Measurements {
    var result = counted()
    result.deliver = extras.delivered.array
    result.billed = Array(extras.billed)
    result.callersPausing = Double(callers.pausingLevel.area(at: now.nanoseconds)) / 1e9
    result.probes = (0..<lanes).map { probes(towards: $0) }
    return result
  }

  private func probes(towards lane: Int) -> Int {
    var sum = 0
    for server in servers.indices {
      sum += Int(servers[server].machine.lanes[lane].breaker.meters.probes)
      for one in servers[server].machine.lanes[lane].connectionBreakers {
        sum += Int(one.meters.probes)
      }
    }
    for scope in shared.indices { sum += Int(shared[scope].breakers[lane]?.meters.probes ?? 0) }
    return sum
  }

  private func counted() -> Measurements {
    Measurements(
      classes: plan.classes.count,
      lanes: lanes,
      cuts: recorder.cuts,
      end: end,
      marks: recorder.marks.map { mark in
        MeasuredMark(
          time: mark.time,
          counters: mark.counters,
          inFlightArea: mark.inFlightArea,
          queuedArea: mark.queuedArea,
          parkedArea: mark.parkedArea,
          queuedPeak: mark.queuedPeak
        )
      },
      accept: recorder.accepts,
      wait: recorder.waits,
      roundTrip: recorder.roundTrips,
      judged: recorder.judged.array,
      inTime: recorder.inTime.array,
      rows: recorder.rows,
      events: recorder.events,
      handshakes: Array(recorder.handshakes),
      inSystem: walk(),
      final: recorder.counters.array,
      ledgersAddUp: ledgersAddUp,
      happenings: recorder.counters.array.reduce(0) { $0 + $1.attempts }
    )
  }
}
