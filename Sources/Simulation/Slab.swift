internal import CHints

/// Records at stable places, handed out and taken back in constant time, without copying.
///
/// A handle carries the generation of its place: after `remove` the old handle is stale, and an
/// event that still holds it is recognised (`isLive`) instead of hitting somebody else's record.
/// This is how events are cancelled. The generation lies beside its record, so recognising costs no
/// cache line of its own. Bounds are always checked.
@safe
@usableFromInline
package struct Slab<Record: BitwiseCopyable>: ~Copyable {
  /// A place and its generation, 32 bits each.
  @frozen
  @usableFromInline
  package struct Handle: Sendable, Hashable, BitwiseCopyable {
    @usableFromInline
    package let index: UInt32
    @usableFromInline
    package let generation: UInt32

    @inlinable
    @inline(__always)
    package init(index: UInt32, generation: UInt32) {
      self.index = index
      self.generation = generation
    }
  }

  @frozen
  @usableFromInline
  struct Slot {
    /// Odd while lent, even while free.
    @usableFromInline
    var generation: UInt32
    /// The next free place.
    @usableFromInline
    var link: UInt32
    @usableFromInline
    var record: Record

    @inlinable
    @inline(__always)
    init(generation: UInt32, link: UInt32, record: Record) {
      self.generation = generation
      self.link = link
      self.record = record
    }
  }

  @usableFromInline
  var slots: UnsafeMutablePointer<Slot>
  @usableFromInline
  var capacity: Int
  @usableFromInline
  var carved = 0
  @usableFromInline
  var free: UInt32 = .max

  /// How many records are live.
  @usableFromInline
  package var count = 0

  package init(capacity: Int = 1024) {
    precondition(capacity > 0, "a slab needs room for one record")
    unsafe slots = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit {
    unsafe slots.deallocate()
  }

  /// Stores a record and returns its handle.
  @inlinable
  @inline(__always)
  package mutating func insert(_ record: Record) -> Handle {
    count &+= 1
    if free != .max {
      let index = free
      let slot = unsafe slots + Int(index)
      unsafe free = slot.pointee.link
      unsafe slot.pointee.generation &+= 1
      unsafe slot.pointee.record = record
      return unsafe Handle(index: index, generation: slot.pointee.generation)
    }
    if carved == capacity { grow() }
    let place = carved
    carved &+= 1
    unsafe (slots + place).initialize(to: Slot(generation: 1, link: .max, record: record))
    return Handle(index: UInt32(truncatingIfNeeded: place), generation: 1)
  }

  /// Whether the handle still stands for its record.
  @inlinable
  @inline(__always)
  package func isLive(_ handle: Handle) -> Bool {
    let place = Int(handle.index)
    return unsafe place < carved && slots[place].generation == handle.generation
      && handle.generation & 1 == 1
  }

  /// Takes the record back; every copy of the handle is stale from here on.
  @inlinable
  package mutating func remove(_ handle: Handle) {
    precondition(isLive(handle), "a record can be removed once")
    remove(at: handle.index)
  }

  /// Takes back the record at a place that is known to be live.
  @inlinable
  @inline(__always)
  package mutating func remove(at index: UInt32) {
    let place = Int(index)
    precondition(place < carved, "no record has been at this place")
    let slot = unsafe slots + place
    unsafe precondition(slot.pointee.generation & 1 == 1, "a record can be removed once")
    unsafe slot.pointee.generation &+= 1
    unsafe slot.pointee.link = free
    free = index
    count &-= 1
  }

  /// The record at a place.
  @inlinable
  package subscript(index: UInt32) -> Record {
    @inline(__always)
    unsafeAddress {
      precondition(Int(index) < carved, "no record has been at this place")
      return unsafe UnsafePointer(address(of: index))
    }
    @inline(__always)
    unsafeMutableAddress {
      precondition(Int(index) < carved, "no record has been at this place")
      return unsafe address(of: index)
    }
  }

  @inlinable
  @inline(__always)
  func address(of index: UInt32) -> UnsafeMutablePointer<Record> {
    let alignment = MemoryLayout<Record>.alignment
    let offset = (8 &+ alignment &- 1) & ~(alignment &- 1)
    return unsafe UnsafeMutableRawPointer(slots + Int(index))
      .advanced(by: offset).assumingMemoryBound(to: Record.self)
  }

  /// The generation that a place has now.
  @inlinable
  @inline(__always)
  package func generation(at index: UInt32) -> UInt32 {
    precondition(Int(index) < carved, "no record has been at this place")
    return unsafe slots[Int(index)].generation
  }

  /// The places that have ever been used; `isOccupied` says which are live.
  @inlinable
  package var places: Range<UInt32> { 0..<UInt32(carved) }

  /// Whether a record lives at a place.
  @inlinable
  @inline(__always)
  package func isOccupied(_ index: UInt32) -> Bool {
    unsafe Int(index) < carved && slots[Int(index)].generation & 1 == 1
  }

  /// Has a record brought into the cache that will be looked at soon.
  @usableFromInline
  package func foresee(_ index: UInt32) {
    guard Int(index) < carved else { return }
    let slot = unsafe UnsafeRawPointer(slots + Int(index))
    unsafe spillway_prefetch(slot)
    unsafe spillway_prefetch(slot + 64)
  }

  /// Has anything else brought into the cache.
  @unsafe
  @usableFromInline
  package static func foresee(_ address: UnsafeRawPointer?) {
    if let address = unsafe address { unsafe spillway_prefetch(address) }
  }

  @inline(never)
  @usableFromInline
  mutating func grow() {
    precondition(capacity < 1 << 31, "a slab holds at most 2³¹ records")
    let wider = UnsafeMutablePointer<Slot>.allocate(capacity: capacity * 2)
    unsafe wider.moveInitialize(from: slots, count: carved)
    unsafe slots.deallocate()
    unsafe slots = wider
    capacity *= 2
  }
}
