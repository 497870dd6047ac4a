import TimeAndChance

/// The calls in flight of one generation: who holds a permit, since when, and who is overdue.
///
/// A slot carries the serial number of its holder, so a permit that comes back twice, late or from
/// elsewhere does not match. Slots in use form a list in order of issue (overdue ones first), which
/// makes "the oldest" and "the next to become overdue" O(1); free ones form a stack, so the table is
/// as large as the highest number in flight and stays in cache.
struct BreakerPermits: Sendable, Hashable {
  static let none = UInt32.max

  private enum Mark {
    static let young: UInt32 = 0
    static let overdue: UInt32 = 1
    static let forgotten: UInt32 = 2
  }

  private struct Slot: Sendable, Hashable {
    var issuedAt: Int64
    var serial: UInt32
    var next: UInt32
    var previous: UInt32
    var mark: UInt32
  }

  private var slots: ContiguousArray<Slot> = []
  private var free = none
  /// Slots below this one were used in this generation.
  private var fresh: UInt32 = 0
  private var serial: UInt32 = 0
  /// The serial number that the generation began after.
  private var generation: UInt32 = 0
  private var oldest = none
  private var youngest = none
  private var oldestYoung = none

  /// Calls that hold a permit.
  private(set) var outstanding: Int32 = 0
  /// Those among them that are overdue and count.
  private(set) var overdue: Int32 = 0

  /// When the oldest call that is not overdue was made.
  var oldestYoungIssue: Int64? {
    oldestYoung == Self.none ? nil : slots[Int(oldestYoung)].issuedAt
  }

  /// When the oldest overdue call was made.
  var oldestOverdueIssue: Int64? {
    overdue == 0 ? nil : slots[Int(oldest)].issuedAt
  }

  /// Whether no call waits to become overdue.
  @inline(__always)
  var hasNoYoung: Bool { oldestYoung == Self.none }

  /// Declares every permit in flight late; costs nothing, however many there are.
  mutating func beginGeneration() {
    generation = serial
    fresh = 0
    free = Self.none
    oldest = Self.none
    youngest = Self.none
    oldestYoung = Self.none
    outstanding = 0
    overdue = 0
  }

  /// Issues a permit.
  @inline(__always)
  mutating func issue(at time: Int64) -> Breaker.Permit {
    serial &+= 1
    if serial == 0 { serial = 1 }
    let index: UInt32
    if free != Self.none {
      index = free
      free = slots[Int(index)].next
    } else {
      index = fresh
      fresh += 1
      if Int(index) == slots.count { appendSlot() }
    }
    let slot = Slot(
      issuedAt: time,
      serial: serial,
      next: Self.none,
      previous: youngest,
      mark: Mark.young
    )
    Self.append(slot, at: index, to: &slots)
    if youngest == Self.none { oldest = index }
    youngest = index
    if oldestYoung == Self.none { oldestYoung = index }
    outstanding &+= 1
    return Breaker.Permit(slot: index, serial: serial)
  }

  @unsafe
  mutating func record(of permit: Breaker.Permit) -> UnsafeRawPointer? {
    guard permit.slot < fresh else { return nil }
    return unsafe slots.withUnsafeBufferPointer {
      unsafe UnsafeRawPointer($0.baseAddress.unsafelyUnwrapped + Int(permit.slot))
    }
  }

  /// Takes a permit back; false when nobody holds it.
  @inline(__always)
  mutating func take(_ permit: Breaker.Permit) -> Bool {
    let index = Int(permit.slot)
    guard permit.slot < fresh, slots[index].serial == permit.serial else { return false }
    remove(permit.slot)
    return true
  }

  /// Tells a permit of an earlier generation from one that was handed back before.
  func isLate(_ permit: Breaker.Permit) -> Bool {
    Int32(bitPattern: permit.serial &- generation) <= 0 && permit.serial != 0
  }

  /// Counts the oldest call that is not overdue as overdue.
  mutating func markOverdue() {
    precondition(oldestYoung != Self.none, "no call can become overdue")
    slots[Int(oldestYoung)].mark = Mark.overdue
    oldestYoung = slots[Int(oldestYoung)].next
    overdue += 1
  }

  /// Stops counting the oldest overdue call; its permit stays good.
  mutating func forgetOldestOverdue() {
    precondition(overdue > 0, "no call is overdue")
    let index = oldest
    unlink(index)
    slots[Int(index)].mark = Mark.forgotten
    overdue -= 1
  }

  /// Takes the permit of the oldest call away from it.
  mutating func revokeOldest() {
    precondition(oldest != Self.none, "no call is in flight")
    remove(oldest)
  }

  @inline(never)
  private mutating func appendSlot() {
    precondition(slots.count < Int(Self.none), "four billion calls in flight")
    slots.append(
      Slot(issuedAt: 0, serial: 0, next: Self.none, previous: Self.none, mark: Mark.young)
    )
  }

  @inline(__always)
  private mutating func remove(_ slot: UInt32) {
    let leaving = Self.free(slot, before: free, in: &slots)
    free = slot
    if leaving.mark != Mark.forgotten {
      if leaving.previous == Self.none { oldest = leaving.next }
      if leaving.next == Self.none { youngest = leaving.previous }
      if oldestYoung == slot { oldestYoung = leaving.next }
      if leaving.mark == Mark.overdue { overdue -= 1 }
    }
    outstanding &-= 1
  }

  /// Writes a slot and the link of its predecessor.
  ///
  /// Through one span, because each write to the array by itself asks whether it is shared.
  @inline(__always)
  private static func append(
    _ slot: Slot,
    at index: UInt32,
    to slots: inout ContiguousArray<Slot>
  ) {
    var all = slots.mutableSpan
    all[Int(index)] = slot
    if slot.previous != none { all[Int(slot.previous)].next = index }
  }

  /// Takes a slot out of its list and puts it on top of the free ones; returns what it held.
  @inline(__always)
  private static func free(
    _ slot: UInt32,
    before next: UInt32,
    in slots: inout ContiguousArray<Slot>
  ) -> Slot {
    var all = slots.mutableSpan
    let leaving = all[Int(slot)]
    if leaving.mark != Mark.forgotten {
      if leaving.previous != none { all[Int(leaving.previous)].next = leaving.next }
      if leaving.next != none { all[Int(leaving.next)].previous = leaving.previous }
    }
    all[Int(slot)].serial = 0
    all[Int(slot)].next = next
    return leaving
  }

  private mutating func unlink(_ slot: UInt32) {
    let next = slots[Int(slot)].next
    let previous = slots[Int(slot)].previous
    if previous != Self.none { slots[Int(previous)].next = next } else { oldest = next }
    if next != Self.none { slots[Int(next)].previous = previous } else { youngest = previous }
    if oldestYoung == slot { oldestYoung = next }
  }
}
