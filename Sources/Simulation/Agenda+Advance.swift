extension Agenda {
  /// The longest counting sort: 2¹⁶ bins; denser ticks are finished by insertion.
  static var widestSort: Int { (1 << 16) + 1 }

  /// Moves the wheel to the next tick that holds something, if that is not after `limit`.
  ///
  /// - Returns: True when the run holds the sorted entries of that tick.
  @inline(never)
  mutating func advance(notAfter nanoseconds: Int64) -> Bool {
    runNext = 0
    runEnd = 0
    if taken >= 4096 && taken >= count { retune() }
    // Only now: retuning changes what a tick is. Converted before it, entries came too early.
    let limit = nanoseconds >> shift
    var level = 0
    while level < Self.levels {
      guard let slot = nextSlot(on: level) else {
        level += 1
        continue
      }
      let first = firstTick(of: slot, on: level)
      guard first <= limit else {
        quietBefore = first
        return false
      }
      drain(slot, on: level, from: first)
      if runEnd > 0 {
        taken += runEnd
        drained += 1
        quietBefore = tick + 1
        return true
      }
      level = 0
    }
    quietBefore = Self.never
    return false
  }

  /// The next occupied slot of a level after the current tick's own.
  private func nextSlot(on level: Int) -> Int? {
    let bits = Int64(level * Self.levelBits)
    let after = tick < 0 ? 0 : (Int(truncatingIfNeeded: tick >> bits) & Self.slotMask) + 1
    guard after < Self.slots else { return nil }
    let word = after >> 6
    let base = level * (Self.slots / 64)
    let here = unsafe occupied[base + word] & (~0 << UInt64(after & 63))
    if here != 0 { return word << 6 + here.trailingZeroBitCount }
    guard word < 63 else { return nil }
    let later = unsafe summary[level] & (~0 << UInt64(word + 1))
    guard later != 0 else { return nil }
    let found = later.trailingZeroBitCount
    return unsafe found << 6 + occupied[base + found].trailingZeroBitCount
  }

  /// The first tick that a slot of a level stands for, seen from the current tick.
  private func firstTick(of slot: Int, on level: Int) -> Int64 {
    let bits = Int64(level * Self.levelBits)
    let above = bits + Int64(Self.levelBits)
    let kept = above >= 63 ? 0 : (max(tick, 0) >> above) << above
    return kept | (Int64(slot) << bits)
  }

  /// Empties a slot: what belongs to its first tick becomes the run, the rest moves down a level.
  private mutating func drain(_ slot: Int, on level: Int, from first: Int64) {
    let at = level << Self.levelBits + slot
    guard let end = unsafe ends[at], let head = unsafe heads[at] else {
      preconditionFailure("slot \(slot) of level \(level) is marked but empty")
    }
    let last = unsafe AgendaChunks.chunk(endingAt: end)
    unsafe ends[at] = nil
    unsafe heads[at] = nil
    unsafe occupied[at >> 6] &= ~(1 << UInt64(at & 63))
    if unsafe occupied[at >> 6] == 0 {
      unsafe summary[level] &= ~(1 << UInt64(slot >> 6))
    }
    tick = first
    var found = 0
    var chunk = unsafe Optional(head)
    while let current = unsafe chunk {
      let next = unsafe current == last ? nil : AgendaChunks.next(after: current)
      let filled = unsafe current == last ? end - current - 1 : AgendaChunks.width - 1
      if found + filled > runCapacity { growRun(to: found + filled) }
      if level == 0 {
        unsafe (scratch + found).update(from: current + 1, count: filled)
        found += filled
      } else {
        for index in 1...filled {
          let entry = unsafe current[index]
          let due = entry.nanoseconds >> shift
          if due == first {
            unsafe scratch[found] = entry
            found += 1
          } else {
            place(entry.nanoseconds, entry.payload, due)
          }
        }
      }
      unsafe chunks.giveBack(current)
      unsafe chunk = next
    }
    if found > 0 {
      sort(found)
      runEnd = found
    }
  }

  /// Sorts the scratch entries into the run, stably: one counting pass by the leading bits of the
  /// time within the tick, then insertion.
  private mutating func sort(_ found: Int) {
    guard found > 8 else { return insert(found) }
    let wanted = 64 - UInt64(found - 1).leadingZeroBitCount
    let bits = min(wanted, Int(shift), 16)
    let down = shift - Int64(bits)
    let mask = Int64(1 << bits) - 1
    unsafe counts.initialize(repeating: 0, count: 1 << bits + 1)
    for index in 0..<found {
      let bin = unsafe Int(truncatingIfNeeded: (scratch[index].nanoseconds >> down) & mask)
      unsafe counts[bin + 1] &+= 1
    }
    var total: UInt32 = 0
    for bin in 0..<(1 << bits) {
      unsafe total &+= counts[bin]
      unsafe counts[bin] = total
    }
    for index in 0..<found {
      let entry = unsafe scratch[index]
      let bin = Int(truncatingIfNeeded: (entry.nanoseconds >> down) & mask)
      unsafe run[Int(counts[bin])] = entry
      unsafe counts[bin] &+= 1
    }
    for index in 1..<found where unsafe run[index - 1].nanoseconds > run[index].nanoseconds {
      let entry = unsafe run[index]
      var hole = index
      repeat {
        unsafe run[hole] = run[hole - 1]
        hole -= 1
      } while unsafe hole > 0 && run[hole - 1].nanoseconds > entry.nanoseconds
      unsafe run[hole] = entry
    }
  }

  private mutating func insert(_ found: Int) {
    for index in 0..<found {
      let entry = unsafe scratch[index]
      var hole = index
      while unsafe hole > 0 && run[hole - 1].nanoseconds > entry.nanoseconds {
        unsafe run[hole] = run[hole - 1]
        hole -= 1
      }
      unsafe run[hole] = entry
    }
  }

  /// Makes room for a denser tick; only the scratch space holds anything at that moment.
  private mutating func growRun(to needed: Int) {
    let wider = max(needed, runCapacity * 2)
    let moved = UnsafeMutablePointer<AgendaEntry>.allocate(capacity: wider)
    unsafe moved.update(from: scratch, count: runCapacity)
    unsafe scratch.deallocate()
    unsafe run.deallocate()
    unsafe scratch = moved
    unsafe run = .allocate(capacity: wider)
    runCapacity = wider
  }
}
