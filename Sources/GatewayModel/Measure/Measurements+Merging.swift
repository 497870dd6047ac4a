import Statistics

extension Measurements {
  /// Takes in what a later replication measured: counts add up, histograms merge, rows of the
  /// timeline become sums (divide by `replications` for their mean).
  ///
  /// Only the first replication's events are kept here: those of the others are its own.
  package mutating func merge(_ later: Measurements) {
    precondition(later.cuts == cuts && later.lanes == lanes, "only runs of one plan can be merged")
    replications += later.replications
    for index in accept.indices {
      accept[index].merge(later.accept[index])
      wait[index].merge(later.wait[index])
      roundTrip[index].merge(later.roundTrip[index])
      judged[index] += later.judged[index]
      inTime[index] += later.inTime[index]
    }
    marks = zip(marks, later.marks).map { $0.merged(with: $1) }
    rows = zip(rows, later.rows).map { $0.merged(with: $1) }
    for index in final.indices {
      final[index] = final[index] + later.final[index]
      inSystem[index] += later.inSystem[index]
    }
    for index in handshakes.indices { handshakes[index] += later.handshakes[index] }
    for index in deliver.indices { deliver[index].merge(later.deliver[index]) }
    for index in billed.indices { billed[index] += later.billed[index] }
    for index in probes.indices { probes[index] += later.probes[index] }
    resets += later.resets
    callersPausing += later.callersPausing
    ledgersAddUp = ledgersAddUp && later.ledgersAddUp
    happenings += later.happenings
  }
}

extension MeasuredMark {
  func merged(with other: MeasuredMark) -> MeasuredMark {
    MeasuredMark(
      time: time,
      counters: zip(counters, other.counters).map { $0 + $1 },
      inFlightArea: zip(inFlightArea, other.inFlightArea).map { $0 &+ $1 },
      queuedArea: zip(queuedArea, other.queuedArea).map { $0 &+ $1 },
      parkedArea: zip(parkedArea, other.parkedArea).map { $0 &+ $1 },
      queuedPeak: zip(queuedPeak, other.queuedPeak).map { max($0, $1) }
    )
  }
}

extension Row {
  /// Sums of what was counted; percentiles are kept of the first that has them.
  func merged(with other: Row) -> Row {
    var sum = self
    for index in cells.indices {
      sum.cells[index].counters = cells[index].counters + other.cells[index].counters
      sum.cells[index].inFlight += other.cells[index].inFlight
      sum.cells[index].queued += other.cells[index].queued
      sum.cells[index].parked += other.cells[index].parked
      sum.cells[index].accept.merge(other.cells[index].accept)
      sum.cells[index].delivered += other.cells[index].delivered
    }
    sum.fleet.cpu += other.fleet.cpu
    sum.fleet.memory += other.fleet.memory
    sum.fleet.up += other.fleet.up
    for index in lanes.indices { sum.lanes[index] = lanes[index].sum(with: other.lanes[index]) }
    return sum
  }
}

extension LaneGauges {
  func sum(with other: LaneGauges) -> LaneGauges {
    var sum = self
    sum.streamsReady += other.streamsReady
    sum.streamsInUse += other.streamsInUse
    sum.connections += other.connections
    sum.breakerOpen += other.breakerOpen
    sum.quotaUsed += other.quotaUsed
    sum.providerQueue += other.providerQueue
    return sum
  }
}
