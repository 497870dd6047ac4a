extension Agenda {
  /// The number of entries a tick should bring: enough to sort in bulk, few enough beside what is
  /// pending that little is scheduled into the tick that is being played.
  private var target: Double {
    min(256, max(4, Double(count) / 96))
  }

  /// Changes the width of a tick when ticks bring far more or far fewer entries than they should.
  ///
  /// Called when run and side heap are empty and as many entries have been taken as are pending, so
  /// the rebuild costs a constant per entry. Entries of one time lie in one slot in the order in
  /// which they were scheduled, and keep it.
  mutating func retune() {
    let density = Double(taken) / Double(max(drained, 1))
    taken = 0
    drained = 0
    let wish = target
    guard density > 3 * wish || density < wish / 3 else { return }
    var step = 0
    var ratio = wish / density
    while ratio >= 2 && step < 20 {
      ratio /= 2
      step += 1
    }
    while ratio <= 0.5 && step > -20 {
      ratio *= 2
      step -= 1
    }
    let wider = min(40, max(4, shift + Int64(step)))
    guard wider != shift else { return }
    rebuild(withShift: wider)
  }

  /// Narrows the ticks when the side heap has become crowded: the world has grown busier than the
  /// width of a tick foresaw.
  ///
  /// What is left of the run was scheduled before what is in the side heap, and both before any
  /// later tick, so placing them in that order keeps first in, first out.
  @inline(never)
  mutating func spill() {
    var step: Int64 = 0
    while side.count >> Int(step) > 8 && shift - step > 4 { step += 1 }
    guard step > 0 else { return }
    rebuild(withShift: shift - step)
    while runNext < runEnd {
      let entry = unsafe run[runNext]
      place(entry.nanoseconds, entry.payload, entry.nanoseconds >> shift)
      runNext += 1
    }
    runNext = 0
    runEnd = 0
    while side.count > 0 {
      let entry = side.removeFirst()
      place(entry.nanoseconds, entry.payload, entry.nanoseconds >> shift)
    }
  }

  /// Moves every bucketed entry to where it belongs under another width of a tick.
  private mutating func rebuild(withShift wider: Int64) {
    var detached: [(head: Position, end: Position)] = unsafe []
    for at in 0..<(Self.slots * Self.levels) {
      guard let head = unsafe heads[at], let end = unsafe ends[at] else { continue }
      unsafe detached.append((head, end))
      unsafe heads[at] = nil
      unsafe ends[at] = nil
    }
    unsafe occupied.update(repeating: 0, count: Self.slots * Self.levels / 64)
    unsafe summary.update(repeating: 0, count: Self.levels)
    shift = wider
    // One tick before the tick of `latest`: whatever is pending then belongs to a later one.
    tick = (latest >> shift) - 1
    quietBefore = Self.never
    for index in unsafe detached.indices {
      let (head, end) = unsafe detached[index]
      let last = unsafe AgendaChunks.chunk(endingAt: end)
      var chunk = unsafe Optional(head)
      while let current = unsafe chunk {
        let next = unsafe current == last ? nil : AgendaChunks.next(after: current)
        let filled = unsafe current == last ? end - current - 1 : AgendaChunks.width - 1
        for index in 1...filled {
          let entry = unsafe current[index]
          place(entry.nanoseconds, entry.payload, entry.nanoseconds >> shift)
        }
        unsafe chunks.giveBack(current)
        unsafe chunk = next
      }
    }
  }
}
