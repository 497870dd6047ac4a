/// A fixed number of keyed records in sets of eight: O(1), no allocation after the first, no growth.
///
/// A key has one set. When its set is full of records that are still wanted, the one that ends first
/// makes room and is counted, so memory is bounded and forgetting is visible.
struct KeyedTable<Value: Sendable>: Sendable {
  struct Record: Sendable {
    var key: UInt64
    var end: Int64
    var value: Value
  }

  /// Records that made room while they were still wanted.
  private(set) var evicted: Int64 = 0
  private var records: ContiguousArray<Record>
  private let mask: UInt64

  private static var ways: Int { 8 }

  /// Creates a table for at least `capacity` records; `blank` fills what is empty.
  init(capacity: Int, blank: Value) {
    precondition(capacity >= 1, "a table holds at least one record")
    let wanted = max(1, (capacity + Self.ways - 1) / Self.ways)
    let sets = 1 << (Int.bitWidth - (wanted - 1).leadingZeroBitCount)
    mask = UInt64(sets - 1)
    records = ContiguousArray(
      repeating: Record(key: 0, end: .min, value: blank),
      count: sets * Self.ways
    )
  }

  var capacity: Int { records.count }

  /// Returns where the record of `key` is, if there is one that has not ended by `now`.
  @inline(__always)
  func find(_ key: UInt64, at now: Int64) -> Int? {
    let first = Int(truncatingIfNeeded: mixedIndex(key)) * Self.ways
    for index in first..<first + Self.ways
    where records[index].key == key && records[index].end > now {
      return index
    }
    return nil
  }

  /// Stores a record for `key`, over its old one, an ended one, or the one that ends first.
  mutating func store(_ value: Value, for key: UInt64, until end: Int64, at now: Int64) {
    let first = Int(truncatingIfNeeded: mixedIndex(key)) * Self.ways
    var best = first
    for index in first..<first + Self.ways {
      if records[index].key == key && records[index].end > .min {
        best = index
        break
      }
      if records[index].end < records[best].end { best = index }
    }
    if records[best].end > now && records[best].key != key { evicted += 1 }
    records[best] = Record(key: key, end: end, value: value)
  }

  subscript(index: Int) -> Record { records[index] }

  @inline(__always)
  private func mixedIndex(_ key: UInt64) -> UInt64 {
    ((key ^ (key >> 32)) &* 0x9e37_79b9_7f4a_7c15) >> 20 & mask
  }
}
