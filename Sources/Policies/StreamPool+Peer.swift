public import TimeAndChance

extension StreamPool {
  /// Learns that a connection is open.
  ///
  /// - Parameters:
  ///   - connection: The connection that `Effect.open` asked for.
  ///   - now: The time.
  public mutating func opened(_ connection: ConnectionID, at now: Instant) {
    guard let index = current(connection), hot[index].state == .connecting else { return }
    clock = max(clock, now.nanoseconds)
    cold[index].openedAt = clock
    hot[index].heard = clock
    hot[index].lastEnd = clock
    enter(index, resting(index))
    relieveAging()
  }

  /// Learns that a connection could not be opened.
  ///
  /// - Parameters:
  ///   - connection: The connection that `Effect.open` asked for.
  ///   - now: The time.
  ///   - chance: The source of the next pause's jitter.
  public mutating func failedToOpen(
    _ connection: ConnectionID,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    guard let index = current(connection), hot[index].state == .connecting else { return }
    clock = max(clock, now.nanoseconds)
    failOpening(index, using: &chance)
  }

  /// Learns that a connection is gone; its open leases end with an unknown outcome.
  ///
  /// - Parameters:
  ///   - connection: The connection.
  ///   - now: The time.
  ///   - chance: The source of the next pause's jitter.
  public mutating func connectionLost(
    _ connection: ConnectionID,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    guard let index = current(connection) else { return }
    clock = max(clock, now.nanoseconds)
    if hot[index].state == .connecting {
      failOpening(index, using: &chance)
    } else {
      lose(index, using: &chance)
    }
  }

  /// Learns the peer's cap on concurrent streams.
  ///
  /// A cap below the number of open streams lets them finish and adds none.
  ///
  /// - Parameters:
  ///   - cap: SETTINGS_MAX_CONCURRENT_STREAMS; values above 65,535 count as that.
  ///   - connection: The connection.
  public mutating func settings(cap: Int, on connection: ConnectionID) {
    guard let index = current(connection) else { return }
    cold[index].cap = min(65_535, max(0, cap))
    if policy.reuse == .pool && cold[index].cap > slotsPerConnection { widen(to: cold[index].cap) }
    updateLimit(index)
  }

  /// Learns that the peer will accept no new streams on a connection.
  ///
  /// Once noticed, leases above `lastStreamID` end as never processed and the connection drains.
  ///
  /// - Parameters:
  ///   - connection: The connection.
  ///   - lastStreamID: The highest HTTP/2 stream identifier that the peer may have acted on.
  ///   - now: The time.
  ///   - chance: The source of the jitter before a successor is opened.
  public mutating func goAway(
    _ connection: ConnectionID,
    lastStreamID: UInt32,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    guard let index = current(connection), hot[index].state.isUp else { return }
    clock = max(clock, now.nanoseconds)
    let bound = hot[index].firstNumber + (min(lastStreamID, 0x7fff_ffff) + 1) / 2
    switch policy.notice {
    case .never: return
    case .after(let delay):
      cold[index].pendingUnprocessed = min(cold[index].pendingUnprocessed, bound)
      cold[index].noticeAt = min(
        cold[index].noticeAt,
        saturatingSum(clock, max(0, delay.wholeNanoseconds))
      )
      if cold[index].noticeAt <= clock { notice(index, using: &chance) } else { reschedule(index) }
    }
  }

  /// Learns that a ping was answered.
  ///
  /// - Parameters:
  ///   - connection: The connection.
  ///   - now: The time.
  public mutating func pong(_ connection: ConnectionID, at now: Instant) {
    guard let index = current(connection), hot[index].state.isUp else { return }
    clock = max(clock, now.nanoseconds)
    hear(index)
  }
}

extension StreamPool {
  /// Returns the place of a connection that is opening or open, or counts a stray report.
  mutating func current(_ connection: ConnectionID) -> Int? {
    let index = Int(connection.index)
    guard index < hot.count, cold[index].incarnation == connection.incarnation,
      hot[index].state == .connecting || hot[index].state.isUp
    else {
      counts.strays += 1
      return nil
    }
    return index
  }

  mutating func hear(_ index: Int) {
    hot[index].heard = clock
    guard hot[index].care.contains(.pinged) else { return }
    hot[index].care.remove(.pinged)
    if hot[index].state == .suspected { enter(index, resting(index)) } else { reschedule(index) }
  }

  mutating func failOpening(_ index: Int, using chance: inout RandomStream) {
    counts.failedOpenings += 1
    cold[index].firstUnprocessed = hot[index].firstNumber
    endLeases(index, from: 0, .neverProcessed)
    reopenLater(index, using: &chance)
  }

  mutating func lose(_ index: Int, using chance: inout RandomStream) {
    counts.losses += 1
    endLeases(index, from: 0, .unknown)
    reopenLater(index, using: &chance)
  }

  mutating func notice(_ index: Int, using chance: inout RandomStream) {
    counts.goAways += 1
    cold[index].noticeAt = .max
    cold[index].firstUnprocessed = cold[index].pendingUnprocessed
    endLeases(index, from: cold[index].firstUnprocessed, .neverProcessed)
    let failures = hot[index].care.contains(.unproven) ? cold[index].failedOpenings : 0
    let isServing = hot[index].state != .draining && !cold[index].isAging
    startDraining(index, .goneAway)
    guard isServing && !stopped && serving < wanted else { return }
    let successor = claim()
    cold[successor].failedOpenings = failures
    pause(successor, using: &chance)
  }

  /// Gives slots to caps that were not expected; allocates, and happens once per larger cap.
  private mutating func widen(to width: Int) {
    var wider = ContiguousArray<Slot>(repeating: Slot(), count: hot.count * width)
    for index in hot.indices {
      for slot in 0..<slotsPerConnection {
        wider[index * width + slot] = slots[index * slotsPerConnection + slot]
      }
      for slot in stride(from: width - 1, through: slotsPerConnection, by: -1) {
        wider[index * width + slot].owner = UInt32(hot[index].free)
        hot[index].free = UInt16(slot)
      }
    }
    slots = wider
    slotsPerConnection = width
  }
}
