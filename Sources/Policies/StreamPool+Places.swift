import TimeAndChance

/// How connections come to places and leave them.
extension StreamPool {
  /// The connections that count towards `wanted`.
  var serving: Int {
    hot.count - tally[State.vacant.index] - tally[State.draining.index] - agingCount
  }

  /// Whether nothing is on its way and the size allows one more.
  var mayGrow: Bool {
    wanted < size.most && !stopped
      && tally[State.pausing.index] + tally[State.queued.index] + tally[State.connecting.index]
        + tally[State.proving.index] == 0
  }

  func id(_ index: Int) -> ConnectionID {
    ConnectionID(index: UInt16(truncatingIfNeeded: index), incarnation: cold[index].incarnation)
  }

  /// The state of an open connection with nothing against it.
  func resting(_ index: Int) -> State {
    limits.beforeProof != nil && hot[index].care.contains(.unproven) ? .proving : .ready
  }

  mutating func enter(_ index: Int, _ state: State) {
    tally[hot[index].state.index] -= 1
    tally[state.index] += 1
    hot[index].state = state
    updateLimit(index)
    reschedule(index)
  }

  mutating func updateLimit(_ index: Int) {
    let limit: Int
    switch hot[index].state {
    case .proving: limit = min(cold[index].cap, limits.beforeProof ?? cold[index].cap)
    case .ready: limit = cold[index].cap
    case .vacant, .pausing, .queued, .connecting, .suspected, .setAside, .draining: limit = 0
    }
    let allowed = policy.reuse == .perCall ? 0 : UInt16(limit)
    let open = Int(hot[index].open)
    streamsReady += Int(allowed) - Int(hot[index].limit)
    streamsFree += max(0, Int(allowed) - open) - max(0, Int(hot[index].limit) - open)
    hot[index].limit = allowed
    if hot[index].open < allowed {
      choice.offer(index, open: hot[index].open, turn: hot[index].turn)
    } else {
      choice.withdraw(index)
    }
    updateGrowth()
  }

  private mutating func updateGrowth() {
    growThreshold =
      mayGrow && streamsReady > 0
      ? Int((Double(streamsReady) * size.growAt.value).rounded(.up)) : .max
  }

  mutating func grow() {
    wanted += 1
    fill()
    updateGrowth()
  }

  /// Queues openings until enough connections serve or are on their way.
  mutating func fill() {
    while !stopped && serving < wanted {
      enqueue(claim())
    }
  }

  mutating func reschedule(_ index: Int) {
    deadlines.set(index, to: nextCare(index))
    refreshNextDeadline()
  }

  mutating func refreshNextDeadline() {
    let opening = openQueue.isEmpty ? .max : nextOpening
    nextDeadline = Instant(nanoseconds: min(deadlines.earliest, opening))
  }

  private var nextOpening: Int64 {
    lastOpening == .min ? .min : saturatingSum(lastOpening, spans.spacing)
  }

  /// Returns a vacant place with a clean record.
  mutating func claim() -> Int {
    if let place = vacant.popLast() {
      cold[Int(place)].failedOpenings = 0
      cold[Int(place)].pause = 0
      return Int(place)
    }
    let index = hot.count
    precondition(index < 65_535, "a pool has at most 65,535 places, draining ones included")
    hot.append(Connection())
    cold.append(ColdConnection())
    tally[State.vacant.index] += 1
    deadlines.append()
    choice.append()
    for slot in 0..<slotsPerConnection {
      slots.append(Slot(number: 0, owner: UInt32(slot + 1)))
    }
    return index
  }

  mutating func enqueue(_ index: Int) {
    enter(index, .queued)
    openQueue.append(UInt16(index))
    while !openQueue.isEmpty && nextOpening <= clock { openNextInQueue() }
    refreshNextDeadline()
  }

  mutating func openNextInQueue() {
    guard let place = openQueue.popFirst() else { return }
    if hot[Int(place)].state == .queued { open(Int(place)) }
  }

  /// Sets up the record of a new incarnation.
  mutating func begin(_ index: Int) {
    cold[index].incarnation &+= 1
    cold[index].cap = limits.perConnection
    cold[index].failures = 0
    cold[index].openedAt = clock
    cold[index].isAging = false
    cold[index].noticeAt = .max
    cold[index].pendingUnprocessed = .max
    cold[index].previousUnprocessed = cold[index].firstUnprocessed
    cold[index].firstUnprocessed = .max
    if hot[index].nextNumber > 0x7fff_ffff { hot[index].nextNumber = 1 }
    hot[index].firstNumber = hot[index].nextNumber
    hot[index].heard = clock
    hot[index].lastEnd = clock
    hot[index].care = policy.reuse == .perCall ? [.unproven, .perCall] : .unproven
  }

  mutating func open(_ index: Int) {
    begin(index)
    counts.handshakes += 1
    lastOpening = clock
    cold[index].until = saturatingSum(clock, spans.open)
    enter(index, .connecting)
    effects.append(.open(id(index), policy.reconnect.address))
  }

  /// Lets a place that lost its connection try again after a pause, or frees it.
  mutating func reopenLater(_ index: Int, using chance: inout RandomStream) {
    let wasServing = hot[index].state != .draining && !cold[index].isAging
    leaveAging(index)
    guard wasServing && !stopped && serving <= wanted && policy.reuse == .pool else {
      return vacate(index)
    }
    if !hot[index].care.contains(.unproven) { cold[index].failedOpenings = 0 }
    pause(index, using: &chance)
  }

  mutating func pause(_ index: Int, using chance: inout RandomStream) {
    cold[index].failedOpenings += 1
    let pause = policy.reconnect.backoff.pauseNanoseconds(
      afterAttempt: cold[index].failedOpenings,
      previous: cold[index].pause,
      using: &chance
    )
    cold[index].pause = policy.reconnect.backoff.carry(cold[index].pause, adding: pause)
    hot[index].care = []
    guard pause > 0 else { return enqueue(index) }
    cold[index].until = saturatingSum(clock, pause)
    enter(index, .pausing)
  }

  mutating func startDraining(_ index: Int, _ reason: CloseReason) {
    leaveAging(index)
    cold[index].reason = reason
    hot[index].care.insert(.draining)
    if hot[index].open == 0 { close(index, reason) } else { enter(index, .draining) }
  }

  mutating func close(_ index: Int, _ reason: CloseReason) {
    effects.append(.close(id(index), reason))
    vacate(index)
  }

  mutating func vacate(_ index: Int) {
    leaveAging(index)
    hot[index].care = []
    enter(index, .vacant)
    vacant.append(UInt16(index))
    if policy.reuse == .perCall && !stopped { streamsFree += 1 }
  }

  private mutating func leaveAging(_ index: Int) {
    guard cold[index].isAging else { return }
    cold[index].isAging = false
    agingCount -= 1
  }

  /// Lets connections at their age limit go once there are enough without them.
  mutating func relieveAging() {
    while let oldest = aging.first {
      let index = Int(oldest.index)
      if cold[index].incarnation == oldest.incarnation && cold[index].isAging {
        let proven =
          tally[State.ready.index] + tally[State.suspected.index] + tally[State.setAside.index]
        guard proven > wanted else { return }
        startDraining(index, .aged)
      }
      _ = aging.popFirst()
    }
  }
}
