/// A small 4-ary heap for what is scheduled at or before the tick that is being played.
///
/// Order is (time, insertion), so ties stay first in, first out. It holds a few entries in ordinary
/// runs; correctness does not depend on that.
@safe
struct SideHeap: ~Copyable {
  struct Node: BitwiseCopyable {
    var nanoseconds: Int64
    var sequence: UInt64
    var payload: UInt64

    func precedes(_ other: Node) -> Bool {
      nanoseconds < other.nanoseconds
        || (nanoseconds == other.nanoseconds && sequence < other.sequence)
    }
  }

  var nodes: UnsafeMutablePointer<Node>
  var capacity: Int
  var count = 0
  var sequence: UInt64 = 0

  init(capacity: Int) {
    unsafe nodes = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit {
    unsafe nodes.deallocate()
  }

  /// The time of the first entry; the heap must not be empty.
  var first: Int64 {
    assert(count > 0, "an empty heap has no first entry")
    return unsafe nodes[0].nanoseconds
  }

  mutating func insert(_ nanoseconds: Int64, _ payload: UInt64) {
    if count == capacity { grow() }
    let node = Node(nanoseconds: nanoseconds, sequence: sequence, payload: payload)
    sequence &+= 1
    var hole = count
    count &+= 1
    while hole > 0 {
      let parent = (hole &- 1) >> 2
      guard unsafe node.precedes(nodes[parent]) else { break }
      unsafe nodes[hole] = nodes[parent]
      hole = parent
    }
    unsafe nodes[hole] = node
  }

  mutating func removeFirst() -> AgendaEntry {
    assert(count > 0, "an empty heap has nothing to remove")
    let top = unsafe nodes[0]
    count &-= 1
    if count > 0 { unsafe sink(nodes[count]) }
    return AgendaEntry(nanoseconds: top.nanoseconds, payload: top.payload)
  }

  /// Puts `node` where the root was and lets it sink to its place.
  mutating func sink(_ node: Node) {
    var hole = 0
    while true {
      var child = 4 &* hole &+ 1
      if child >= count { break }
      let last = min(child &+ 4, count)
      var best = child
      child &+= 1
      while child < last {
        if unsafe nodes[child].precedes(nodes[best]) { best = child }
        child &+= 1
      }
      guard unsafe nodes[best].precedes(node) else { break }
      unsafe nodes[hole] = nodes[best]
      hole = best
    }
    unsafe nodes[hole] = node
  }

  mutating func grow() {
    let wider = UnsafeMutablePointer<Node>.allocate(capacity: capacity * 2)
    unsafe wider.update(from: nodes, count: count)
    unsafe nodes.deallocate()
    unsafe nodes = wider
    capacity *= 2
  }
}
