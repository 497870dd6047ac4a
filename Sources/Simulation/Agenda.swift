public import TimeAndChance

/// What happens next: the pending-event set of a simulation.
///
/// A hierarchical wheel. Time is cut into ticks of 2ˢ ns; an entry lies on the level of the highest
/// bit in which its tick differs from the current one, twelve bits a level, in the slot of its own
/// twelve bits there. A slot is a list of chunks of contiguous entries:
///
/// ```
///   level 1   [ ][ ][#][ ] … 4,096 slots of 4,096 ticks    due later: cascades down once
///   level 0   [ ][#][#][ ] … 4,096 slots of one tick
///               |
///               +--> copied out and sorted: the run   --+--> next entry
///   side heap (scheduled at or before the current tick) -+
/// ```
///
/// Order is exact: by time, and first in, first out among equals, because entries of one time are
/// always appended to one slot, sorting is stable, and what is in the run was scheduled before what
/// is in the side heap. Scheduling and taking cost a few nanoseconds from a hundred to millions of
/// pending entries; the width of a tick follows the density of what is pending (`retune`).
///
/// An earlier version of this design lost an entry that was scheduled after a peek had moved the
/// wheel past it; hence `next(notAfter:)`, which never moves beyond its limit, and the side heap.
@safe
@usableFromInline
package struct Agenda: ~Copyable {
  typealias Position = AgendaChunks.Position

  /// Bits of a level.
  static var levelBits: Int { 12 }
  static var slots: Int { 1 << 12 }
  static var slotMask: Int { slots &- 1 }
  /// Six levels of twelve bits cover all 63 bits of a time even with ticks of one nanosecond.
  static var levels: Int { 6 }
  static var never: Int64 { .max }
  /// With so many entries in the side heap, ticks are far too wide.
  static var crowded: Int { 1024 }

  /// The write position of each slot, or nil when it is empty; and its first chunk.
  let ends: UnsafeMutablePointer<Position?>
  let heads: UnsafeMutablePointer<Position?>
  /// One bit a slot that holds something; one summary bit a word.
  let occupied: UnsafeMutablePointer<UInt64>
  let summary: UnsafeMutablePointer<UInt64>
  var chunks = AgendaChunks()
  var side = SideHeap(capacity: 64)

  /// The entries of the tick that is being played, sorted, and a scratch space of the same size.
  var run: UnsafeMutablePointer<AgendaEntry>
  var scratch: UnsafeMutablePointer<AgendaEntry>
  var counts: UnsafeMutablePointer<UInt32>
  var runCapacity = 1024
  var runNext = 0
  var runEnd = 0

  var shift: Int64 = 17
  var tick: Int64 = -1
  /// No slot holds an entry of an earlier tick than this; a lower bound.
  var quietBefore: Int64 = Agenda.never
  var latest: Int64 = 0

  /// What `retune` judges by.
  var taken = 0
  var drained = 0

  /// How many entries are pending.
  package private(set) var count = 0

  package init() {
    let all = Self.slots * Self.levels
    unsafe ends = .allocate(capacity: all)
    unsafe heads = .allocate(capacity: all)
    unsafe occupied = .allocate(capacity: all / 64)
    unsafe summary = .allocate(capacity: Self.levels)
    unsafe ends.initialize(repeating: nil, count: all)
    unsafe heads.initialize(repeating: nil, count: all)
    unsafe occupied.initialize(repeating: 0, count: all / 64)
    unsafe summary.initialize(repeating: 0, count: Self.levels)
    unsafe run = .allocate(capacity: runCapacity)
    unsafe scratch = .allocate(capacity: runCapacity)
    unsafe counts = .allocate(capacity: Self.widestSort)
  }

  deinit {
    unsafe ends.deallocate()
    unsafe heads.deallocate()
    unsafe occupied.deallocate()
    unsafe summary.deallocate()
    unsafe run.deallocate()
    unsafe scratch.deallocate()
    unsafe counts.deallocate()
  }

  /// The time of the last entry taken; nothing may be scheduled before it.
  package var now: Instant { Instant(nanoseconds: latest) }

  /// Schedules `payload` for `time`, which must not lie in the past.
  ///
  /// The cost is constant; an entry at a time that others share comes after them.
  @usableFromInline
  package mutating func schedule(_ payload: UInt64, at time: Instant) {
    let nanoseconds = time.nanoseconds
    precondition(nanoseconds >= latest, "an event cannot be scheduled in the past")
    count &+= 1
    let due = nanoseconds >> shift
    if due <= tick {
      side.insert(nanoseconds, payload)
      if side.count > Self.crowded { spill() }
    } else {
      place(nanoseconds, payload, due)
    }
  }

  /// Takes the next entry, or nil when nothing is pending.
  package mutating func next() -> AgendaEntry? {
    next(notAfter: .distantFuture)
  }

  /// Takes the next entry if it is due at `limit` or earlier.
  ///
  /// When it returns nil the wheel stands at the tick of `limit` at the latest, so what is scheduled
  /// after that still costs a constant.
  @usableFromInline
  package mutating func next(notAfter limit: Instant) -> AgendaEntry? {
    if runNext < runEnd {
      let entry = unsafe run[runNext]
      if side.count > 0 && side.first < entry.nanoseconds {
        return side.first <= limit.nanoseconds ? takeFromSide() : nil
      }
      guard entry.nanoseconds <= limit.nanoseconds else { return nil }
      runNext &+= 1
      return took(entry)
    }
    if side.count > 0 {
      return side.first <= limit.nanoseconds ? takeFromSide() : nil
    }
    guard quietBefore <= limit.nanoseconds >> shift else { return nil }
    guard advance(notAfter: limit.nanoseconds) else { return nil }
    let entry = unsafe run[0]
    guard entry.nanoseconds <= limit.nanoseconds else { return nil }
    runNext = 1
    return took(entry)
  }

  /// The event that comes some places after the next one, if it is sorted already: a hint of what
  /// will be needed soon, nothing more.
  @usableFromInline
  package func upcoming(_ places: Int) -> UInt64? {
    let place = runNext &+ places
    return unsafe place < runEnd ? run[place].payload : nil
  }

  mutating func takeFromSide() -> AgendaEntry {
    took(side.removeFirst())
  }

  mutating func took(_ entry: AgendaEntry) -> AgendaEntry {
    count &-= 1
    latest = entry.nanoseconds
    return entry
  }

  /// Appends an entry of a later tick to its slot.
  mutating func place(_ nanoseconds: Int64, _ payload: UInt64, _ due: Int64) {
    if due < quietBefore { quietBefore = due }
    let differing = 63 &- (due ^ tick).leadingZeroBitCount
    // A division by twelve as a multiplication: exact for 0 ... 63.
    let level = (differing &* 43) >> 9
    let slot = Int(truncatingIfNeeded: due >> Int64(level &* Self.levelBits)) & Self.slotMask
    let at = level &<< Self.levelBits &+ slot
    var end = unsafe UInt(bitPattern: ends[at])
    if end & AgendaChunks.offsetMask == 0 { end = extend(at) }
    if let position = unsafe Position(bitPattern: end) {
      unsafe position.pointee = AgendaEntry(nanoseconds: nanoseconds, payload: payload)
      unsafe ends[at] = position + 1
    }
  }

  /// Gives the slot a chunk to write to, and returns the position in it.
  @inline(never)
  mutating func extend(_ at: Int) -> UInt {
    let chunk = unsafe chunks.take()
    if let end = unsafe ends[at], let last = unsafe AgendaChunks.chunk(endingAt: end) {
      unsafe AgendaChunks.link(last, to: chunk)
    } else {
      unsafe heads[at] = chunk
      unsafe occupied[at >> 6] |= 1 << UInt64(at & 63)
      unsafe summary[at >> Self.levelBits] |= 1 << UInt64((at & Self.slotMask) >> 6)
    }
    return unsafe UInt(bitPattern: chunk + 1)
  }
}
