/// When each of many things next needs attention: one deadline per index, the earliest at hand.
///
/// A binary heap that knows where each index stands. Equal deadlines come in the order of their
/// indices, so the order of attention never depends on history. `set` costs O(log n).
struct DeadlineHeap: Sendable {
  private var keys: ContiguousArray<Int64> = []
  private var heap: ContiguousArray<UInt32> = []
  private var places: ContiguousArray<UInt32> = []

  /// The earliest deadline, `Int64.max` for none.
  var earliest: Int64 { heap.isEmpty ? .max : keys[Int(heap[0])] }

  /// The index with the earliest deadline; there must be one.
  var first: Int { Int(heap[0]) }

  func deadline(of index: Int) -> Int64 { keys[index] }

  /// Adds the next index, without a deadline.
  mutating func append() {
    places.append(UInt32(heap.count))
    heap.append(UInt32(keys.count))
    keys.append(.max)
  }

  mutating func set(_ index: Int, to deadline: Int64) {
    let before = keys[index]
    guard before != deadline else { return }
    keys[index] = deadline
    if deadline < before { rise(Int(places[index])) } else { sink(Int(places[index])) }
  }

  private func comesBefore(_ a: UInt32, _ b: UInt32) -> Bool {
    let (left, right) = (keys[Int(a)], keys[Int(b)])
    return left < right || (left == right && a < b)
  }

  private mutating func rise(_ start: Int) {
    var place = start
    let item = heap[place]
    while place > 0 {
      let parent = (place - 1) / 2
      guard comesBefore(item, heap[parent]) else { break }
      put(heap[parent], at: place)
      place = parent
    }
    put(item, at: place)
  }

  private mutating func sink(_ start: Int) {
    var place = start
    let item = heap[place]
    while true {
      var child = 2 * place + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count && comesBefore(heap[child + 1], heap[child]) { child += 1 }
      guard comesBefore(heap[child], item) else { break }
      put(heap[child], at: place)
      place = child
    }
    put(item, at: place)
  }

  private mutating func put(_ item: UInt32, at place: Int) {
    heap[place] = item
    places[Int(item)] = UInt32(place)
  }
}
