public import TimeAndChance

extension StreamPool {
  /// Opens the pool cold: its connections are opened one by one, `spacing` apart.
  ///
  /// - Parameter now: The time.
  public mutating func start(at now: Instant) {
    clock = max(clock, now.nanoseconds)
    stopped = false
    guard policy.reuse == .pool else {
      streamsFree = size.most - (hot.count - vacant.count)
      return
    }
    wanted = size.least
    fill()
  }

  /// Opens the pool as if it had run for long: proven connections with ages spread evenly.
  ///
  /// Without the spread, every connection would reach an age limit in the same second.
  ///
  /// - Parameters:
  ///   - lifetime: The span over which ages are spread, such as the age limit.
  ///   - now: The time.
  ///   - chance: The source of the ages.
  public mutating func startWarm(
    agesWithin lifetime: Duration,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    clock = max(clock, now.nanoseconds)
    stopped = false
    guard policy.reuse == .pool else { return }
    wanted = size.least
    while serving < wanted {
      let index = claim()
      begin(index)
      hot[index].care = []
      let age = chance.nanoseconds(below: lifetime.wholeNanoseconds)
      cold[index].openedAt = saturatingSum(clock, -age)
      enter(index, .ready)
    }
  }

  /// Closes the pool: open streams may finish, none are added, nothing is opened again.
  ///
  /// - Parameter now: The time.
  public mutating func stop(at now: Instant) {
    clock = max(clock, now.nanoseconds)
    stopped = true
    wanted = 0
    if policy.reuse == .perCall { streamsFree = 0 }
    for index in hot.indices {
      switch hot[index].state {
      case .vacant, .draining: continue
      case .pausing, .queued: vacate(index)
      case .connecting:
        cold[index].firstUnprocessed = hot[index].firstNumber
        endLeases(index, from: 0, .neverProcessed)
        close(index, .stopped)
      case .proving, .ready, .suspected, .setAside: startDraining(index, .stopped)
      }
    }
  }

  /// Does everything that was due by `now`, in the order in which it was due.
  ///
  /// One call for a long span has the same effects as many calls on the way.
  ///
  /// - Parameters:
  ///   - now: The time; a step back changes nothing.
  ///   - chance: The source of the jitter of pauses that begin on the way.
  public mutating func advance(to now: Instant, using chance: inout RandomStream) {
    let end = max(clock, now.nanoseconds)
    while nextDeadline.nanoseconds <= end {
      clock = max(clock, nextDeadline.nanoseconds)
      if deadlines.earliest <= clock {
        attend(deadlines.first, using: &chance)
      } else {
        openNextInQueue()
      }
      refreshNextDeadline()
    }
    clock = end
  }
}

extension StreamPool {
  private mutating func attend(_ index: Int, using chance: inout RandomStream) {
    switch hot[index].state {
    case .vacant, .queued: deadlines.set(index, to: .max)
    case .pausing: enqueue(index)
    case .connecting:
      effects.append(.close(id(index), .openTimeout))
      failOpening(index, using: &chance)
    case .proving, .ready, .suspected, .setAside, .draining: attendOpen(index, using: &chance)
    }
  }

  private mutating func attendOpen(_ index: Int, using chance: inout RandomStream) {
    if cold[index].noticeAt <= clock { return notice(index, using: &chance) }
    if isSilent(index) {
      counts.blackHoles += 1
      effects.append(.close(id(index), .silent))
      return lose(index, using: &chance)
    }
    if hot[index].state == .setAside && cold[index].until <= clock {
      enter(index, resting(index))
    }
    if hot[index].state != .draining {
      if let idle = spans.idle, hot[index].open == 0,
        saturatingSum(hot[index].lastEnd, idle) <= clock
      {
        return retireIdle(index)
      }
      if let age = spans.age, !cold[index].isAging,
        saturatingSum(cold[index].openedAt, age) <= clock
      {
        beginAging(index)
        if hot[index].state == .vacant { return }
      }
    }
    if let ping = spans.ping, !hot[index].care.contains(.pinged),
      saturatingSum(hot[index].heard, ping) <= clock
    {
      sendPing(index)
    }
    reschedule(index)
  }

  private func isSilent(_ index: Int) -> Bool {
    let record = hot[index]
    if record.care.contains(.pinged)
      && saturatingSum(cold[index].pingedAt, spans.pingTimeout) <= clock
    {
      return true
    }
    guard let silence = spans.silence, record.open > 0 else { return false }
    return saturatingSum(max(record.heard, record.busySince), silence) <= clock
  }

  private mutating func sendPing(_ index: Int) {
    counts.pings += 1
    hot[index].care.insert(.pinged)
    cold[index].pingedAt = clock
    effects.append(.ping(id(index)))
    let state = hot[index].state
    if hot[index].open > 0 && (state == .ready || state == .proving) { enter(index, .suspected) }
  }

  private mutating func retireIdle(_ index: Int) {
    counts.retirements += 1
    if !cold[index].isAging { wanted = max(0, wanted - 1) }
    close(index, .idle)
    relieveAging()
  }

  private mutating func beginAging(_ index: Int) {
    counts.retirements += 1
    cold[index].isAging = true
    agingCount += 1
    aging.append(id(index))
    fill()
    relieveAging()
  }

  /// Returns a time no later than the next one at which the connection needs attention.
  func nextCare(_ index: Int) -> Int64 {
    switch hot[index].state {
    case .vacant, .queued: return .max
    case .pausing, .connecting: return cold[index].until
    case .proving, .ready, .suspected, .setAside, .draining: break
    }
    let record = hot[index]
    var next = cold[index].noticeAt
    if record.care.contains(.perCall) { return next }
    if record.state == .setAside { next = min(next, cold[index].until) }
    if let ping = spans.ping {
      let due =
        record.care.contains(.pinged)
        ? saturatingSum(cold[index].pingedAt, spans.pingTimeout)
        : saturatingSum(record.heard, ping)
      next = min(next, due)
    }
    if let silence = spans.silence {
      let start = record.open > 0 ? max(record.heard, record.busySince) : clock
      next = min(next, saturatingSum(start, silence))
    }
    if record.state == .draining { return next }
    if let idle = spans.idle {
      next = min(next, saturatingSum(record.open == 0 ? record.lastEnd : clock, idle))
    }
    if let age = spans.age, !cold[index].isAging {
      next = min(next, saturatingSum(cold[index].openedAt, age))
    }
    return next
  }
}
