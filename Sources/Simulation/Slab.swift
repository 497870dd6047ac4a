/// Records at stable places, handed out and taken back in constant time, without copying.
///
/// A handle carries the generation of its place: after `remove` the old handle is stale, and an
/// event that still holds it is recognised (`isLive`) instead of hitting somebody else's record.
/// This is how events are cancelled. Access through a stale handle is our mistake and traps in
/// debug builds; bounds are always checked.
@safe
package struct Slab<Record: BitwiseCopyable>: ~Copyable {
  /// A place and its generation, 32 bits each.
  package struct Handle: Sendable, Hashable, BitwiseCopyable {
    package let index: UInt32
    package let generation: UInt32

    package init(index: UInt32, generation: UInt32) {
      self.index = index
      self.generation = generation
    }
  }

  static var none: UInt32 { .max }

  var records: UnsafeMutablePointer<Record>
  /// Even while free, odd while lent; the free list runs through `links`.
  var generations: UnsafeMutablePointer<UInt32>
  var links: UnsafeMutablePointer<UInt32>
  var capacity: Int
  var carved = 0
  var free: UInt32 = .max

  /// How many records are live.
  package private(set) var count = 0

  package init(capacity: Int = 1024) {
    precondition(capacity > 0, "a slab needs room for one record")
    unsafe records = .allocate(capacity: capacity)
    unsafe generations = .allocate(capacity: capacity)
    unsafe links = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit {
    unsafe records.deallocate()
    unsafe generations.deallocate()
    unsafe links.deallocate()
  }

  /// Stores a record and returns its handle.
  package mutating func insert(_ record: Record) -> Handle {
    count &+= 1
    if free != Self.none {
      let index = free
      let place = Int(index)
      unsafe free = links[place]
      unsafe generations[place] &+= 1
      unsafe records[place] = record
      return unsafe Handle(index: index, generation: generations[place])
    }
    if carved == capacity { grow() }
    let place = carved
    carved &+= 1
    unsafe generations[place] = 1
    unsafe records[place] = record
    return Handle(index: UInt32(truncatingIfNeeded: place), generation: 1)
  }

  /// Whether the handle still stands for its record.
  package func isLive(_ handle: Handle) -> Bool {
    let place = Int(handle.index)
    return unsafe place < carved && generations[place] == handle.generation
      && handle.generation & 1 == 1
  }

  /// Takes the record back; every copy of the handle is stale from here on.
  package mutating func remove(_ handle: Handle) {
    precondition(isLive(handle), "a record can be removed once")
    remove(at: handle.index)
  }

  /// Takes back the record at a place that is known to be live.
  package mutating func remove(at index: UInt32) {
    let place = Int(index)
    precondition(place < carved, "no record has been at place \(index)")
    unsafe assert(generations[place] & 1 == 1, "a record can be removed once")
    unsafe generations[place] &+= 1
    unsafe links[place] = free
    free = index
    count &-= 1
  }

  /// The record at a place.
  package subscript(index: UInt32) -> Record {
    unsafeAddress {
      precondition(Int(index) < carved, "no record has been at place \(index)")
      return unsafe UnsafePointer(records + Int(index))
    }
    unsafeMutableAddress {
      precondition(Int(index) < carved, "no record has been at place \(index)")
      return unsafe records + Int(index)
    }
  }

  /// The generation that a live place has now.
  package func generation(at index: UInt32) -> UInt32 {
    precondition(Int(index) < carved, "no record has been at place \(index)")
    return unsafe generations[Int(index)]
  }

  /// The places that have ever been used; `isOccupied` says which are live.
  package var places: Range<UInt32> { 0..<UInt32(carved) }

  /// Whether a record lives at a place.
  package func isOccupied(_ index: UInt32) -> Bool {
    unsafe Int(index) < carved && generations[Int(index)] & 1 == 1
  }

  @inline(never)
  mutating func grow() {
    precondition(capacity < 1 << 31, "a slab holds at most 2³¹ records")
    let wider = capacity * 2
    unsafe records = Self.moved(records, capacity, to: wider)
    unsafe generations = Self.moved(generations, capacity, to: wider)
    unsafe links = Self.moved(links, capacity, to: wider)
    capacity = wider
  }

  private static func moved<Item: BitwiseCopyable>(
    _ items: UnsafeMutablePointer<Item>,
    _ count: Int,
    to wider: Int
  ) -> UnsafeMutablePointer<Item> {
    let fresh = UnsafeMutablePointer<Item>.allocate(capacity: wider)
    unsafe fresh.update(from: items, count: count)
    unsafe items.deallocate()
    return unsafe fresh
  }
}
