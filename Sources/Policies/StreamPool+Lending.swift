public import TimeAndChance

extension StreamPool {
  /// Lends a stream, or returns nil when none is free; the pool then grows if it may.
  ///
  /// With a connection per call the lease is good to use once `isOpen` says so of its connection,
  /// that is after `opened`.
  ///
  /// - Parameters:
  ///   - owner: Whatever the body wants back should the connection end the lease, such as a message.
  ///   - now: The time.
  ///   - chance: The source of random choice and of the jitter of what is due.
  /// - Returns: The lease, or nil when no stream is free.
  public mutating func lend(
    for owner: UInt32 = 0,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Lease? {
    if now >= nextDeadline { advance(to: now, using: &chance) }
    clock = max(clock, now.nanoseconds)
    if streamsInUse >= growThreshold { grow() }
    guard let index = choice.pick(using: &chance) else { return lendWithoutCandidate(owner) }
    return take(index, owner)
  }

  /// Learns that a call waits for a stream, which a body knows from `streamsFree` without asking.
  ///
  /// A pool whose connections were all closed for idleness opens again, and an elastic one grows.
  ///
  /// - Parameter now: The time.
  public mutating func demand(at now: Instant) {
    clock = max(clock, now.nanoseconds)
    if streamsFree == 0 { growOnDemand() }
  }

  /// Takes back a stream; returns false, and only counts, when the lease is not open.
  ///
  /// A lease ends once: giving it back twice, or after `Effect.ended`, changes nothing.
  ///
  /// - Parameters:
  ///   - lease: What `lend` returned.
  ///   - result: How the stream ended.
  ///   - now: The time.
  /// - Returns: Whether the lease was open.
  @discardableResult
  public mutating func giveBack(_ lease: Lease, _ result: Result, at now: Instant) -> Bool {
    let index = Int(lease.connection)
    let place = place(of: lease)
    guard place < slots.count, slots[place].number == lease.number, lease.number != 0 else {
      counts.misuses += 1
      return false
    }
    clock = max(clock, now.nanoseconds)
    streamsInUse &-= 1
    slots[place] = Slot(number: 0, owner: UInt32(hot[index].free))
    let after =
      hot[index].giveBack(lease.slot, wasAnswered: result == .answered, at: clock)
    if after.isFree {
      streamsFree &+= 1
      choice.offer(index, open: after.open, turn: after.turn)
    }
    if !after.isPlain || result != .answered { learn(index, from: result) }
    return true
  }

  /// Returns whether the lease still holds its stream.
  public func isOpen(_ lease: Lease) -> Bool {
    let place = place(of: lease)
    return place < slots.count && lease.number != 0 && slots[place].number == lease.number
  }

  /// Returns where the record of a lease's stream lies, for having it fetched into the cache.
  ///
  /// Good for nothing else, and not for longer than until the next call.
  @unsafe
  public mutating func record(of lease: Lease) -> UnsafeRawPointer? {
    let place = place(of: lease)
    guard place < slots.count else { return nil }
    return unsafe slots.withUnsafeBufferPointer {
      unsafe UnsafeRawPointer($0.baseAddress.unsafelyUnwrapped + place)
    }
  }

  /// Returns whether the connection of this lease has been opened and not yet closed.
  public func isConnected(_ lease: Lease) -> Bool {
    isOpen(lease) && hot[Int(lease.connection)].state.isUp
  }

  /// Returns what became of a lease that has not been given back.
  ///
  /// For a body that keeps no list by connection: it may ask when the time for the answer comes.
  public func fate(of lease: Lease) -> Fate {
    if isOpen(lease) { return .open }
    let index = Int(lease.connection)
    guard index < hot.count else { return .ended }
    let isCurrent =
      lease.number >= hot[index].firstNumber && lease.number < hot[index].nextNumber
    let bound = isCurrent ? cold[index].firstUnprocessed : cold[index].previousUnprocessed
    if lease.number >= bound { return .neverProcessed }
    return isCurrent && hot[index].state.isUp ? .ended : .unknown
  }

  /// Returns the connection that carries an open lease.
  public func connection(of lease: Lease) -> ConnectionID {
    id(Int(lease.connection))
  }

  /// Returns the connection in a place while it is open, nil otherwise.
  public func connection(inPlace place: Int) -> ConnectionID? {
    hot[place].state.isUp ? id(place) : nil
  }

  /// Returns the HTTP/2 identifier of a lease's stream: 1, 3, 5, … on each connection.
  public func streamID(of lease: Lease) -> UInt32 {
    2 * (lease.number &- hot[Int(lease.connection)].firstNumber) + 1
  }

  /// Returns the HTTP/2 identifier of the newest stream of a connection, 0 when it had none.
  public func newestStreamID(on connection: ConnectionID) -> UInt32 {
    let record = hot[Int(connection.index)]
    let count = record.nextNumber &- record.firstNumber
    return count == 0 ? 0 : 2 * count - 1
  }

  /// Returns the number of streams that are open on the connection in a place.
  public func streamsInUse(onPlace place: Int) -> Int {
    Int(hot[place].open)
  }

  /// Returns the owners' leases that are open on a connection, in the order of their slots.
  ///
  /// Costs one look at each slot and an array; for questions, not for the path of a message.
  public func openLeases(on connection: ConnectionID) -> [Lease] {
    let place = Int(connection.index)
    guard place < hot.count, cold[place].incarnation == connection.incarnation else { return [] }
    let base = place * slotsPerConnection
    return (0..<slotsPerConnection).compactMap { slot in
      let number = slots[base + slot].number
      return number == 0
        ? nil : Lease(connection: connection.index, slot: UInt16(slot), number: number)
    }
  }
}

extension StreamPool {
  /// Returns the place of a lease's slot, past the end for a lease that was never lent.
  @inline(__always)
  func place(of lease: Lease) -> Int {
    Int(lease.slot) < slotsPerConnection
      ? Int(lease.connection) &* slotsPerConnection &+ Int(lease.slot) : .max
  }

  @inline(__always)
  mutating func take(_ index: Int, _ owner: UInt32) -> Lease {
    let slot = hot[index].free
    let place = index &* slotsPerConnection &+ Int(slot)
    counts.lent &+= 1
    let turn = UInt32(truncatingIfNeeded: counts.lent)
    let taken = hot[index].take(thenFree: slots[place].owner, turn: turn, at: clock)
    slots[place] = Slot(number: taken.number, owner: owner)
    streamsInUse &+= 1
    streamsFree &-= 1
    choice.lent(index, open: taken.open, turn: turn, isFull: taken.isFull)
    if taken.isLast { exhaust(index) }
    return Lease(connection: UInt16(truncatingIfNeeded: index), slot: slot, number: taken.number)
  }

  /// Ends every open lease from `number` on, oldest slot first.
  mutating func endLeases(_ index: Int, from number: UInt32, _ fate: Fate) {
    guard hot[index].open > 0 else { return }
    let base = index * slotsPerConnection
    for slot in 0..<slotsPerConnection
    where slots[base + slot].number != 0 && slots[base + slot].number >= number {
      let ended = slots[base + slot]
      let lease = Lease(
        connection: UInt16(index),
        slot: UInt16(slot),
        number: ended.number
      )
      slots[base + slot] = Slot(number: 0, owner: UInt32(hot[index].free))
      if hot[index].giveBack(lease.slot, at: clock).isFree { streamsFree += 1 }
      streamsInUse -= 1
      effects.append(.ended(lease, owner: ended.owner, fate))
    }
  }

  private mutating func lendWithoutCandidate(_ owner: UInt32) -> Lease? {
    if policy.reuse == .perCall && !stopped && hot.count - vacant.count < size.most {
      let index = claim()
      open(index)
      return take(index, owner)
    }
    growOnDemand()
    return nil
  }

  private mutating func growOnDemand() {
    counts.shortages += 1
    if policy.reuse == .pool && !stopped && (wanted < size.least || mayGrow) { grow() }
  }

  /// Gives no further calls to a connection until then; its open streams may finish.
  ///
  /// For whoever judges connections by more than failures in a row, such as a breaker for each.
  ///
  /// - Parameters:
  ///   - connection: The connection.
  ///   - until: When it takes calls again.
  /// - Returns: Whether it was one that takes calls.
  @discardableResult
  public mutating func setAside(_ connection: ConnectionID, until: Instant) -> Bool {
    let index = Int(connection.index)
    guard index < hot.count, cold[index].incarnation == connection.incarnation, isLending(index)
    else { return false }
    cold[index].until = until.nanoseconds
    enter(index, .setAside)
    return true
  }

  /// Lets a connection that was set aside take calls again.
  ///
  /// - Parameters:
  ///   - connection: The connection; nothing happens to one that is not set aside.
  ///   - now: The time.
  public mutating func bringBack(_ connection: ConnectionID, at now: Instant) {
    let index = Int(connection.index)
    guard index < hot.count, cold[index].incarnation == connection.incarnation,
      hot[index].state == .setAside
    else { return }
    clock = max(clock, now.nanoseconds)
    enter(index, resting(index))
  }

  private mutating func exhaust(_ index: Int) {
    startDraining(index, .aged)
    fill()
  }

  private mutating func learn(_ index: Int, from result: Result) {
    switch result {
    case .answered:
      hear(index)
      cold[index].failures = 0
      hot[index].care.remove(.failing)
      if hot[index].care.contains(.unproven) { prove(index) }
    case .failed:
      hear(index)
      countFailure(index)
    case .refused:
      hear(index)
      counts.refusals += 1
      countFailure(index)
    case .timedOut: countFailure(index)
    case .cancelled: break
    }
    guard hot[index].open == 0 else { return }
    if hot[index].care.contains(.draining) {
      close(index, cold[index].reason)
    } else if hot[index].care.contains(.perCall) {
      close(index, .callOver)
    }
  }

  private mutating func prove(_ index: Int) {
    hot[index].care.remove(.unproven)
    cold[index].failedOpenings = 0
    cold[index].pause = 0
    if hot[index].state == .proving {
      enter(index, .ready)
      relieveAging()
    }
  }

  private mutating func countFailure(_ index: Int) {
    guard let outlier = policy.outlier else { return }
    cold[index].failures += 1
    hot[index].care.insert(.failing)
    let lending = tally[State.proving.index] + tally[State.ready.index]
    let aside = tally[State.setAside.index]
    let allowed = max(1, Int(Double(lending + aside) * outlier.atMost.value))
    guard cold[index].failures >= outlier.consecutive, isLending(index),
      lending >= 2, aside < allowed
    else { return }
    counts.setAside += 1
    cold[index].failures = 0
    cold[index].until = saturatingSum(clock, spans.aside)
    hot[index].care.remove(.failing)
    enter(index, .setAside)
  }

  private func isLending(_ index: Int) -> Bool {
    hot[index].state == .ready || hot[index].state == .proving
  }
}
