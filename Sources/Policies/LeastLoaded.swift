/// The index with the smallest key among many, in eights.
///
/// A complete 8-ary tree of minima in one array: entry `e` above the leaves holds the least of block
/// `e + 1`. Up to eight indices it is one block and `first` compares eight words; giving a stream
/// back lowers a key, which costs one comparison a level; 10,000 indices are five levels.
struct LeastLoaded: Sendable {
  private var entries = ContiguousArray<UInt64>(repeating: .max, count: 8)
  private var leaves = 0

  /// The least of all keys, `UInt64.max` when every index is withdrawn.
  var least: UInt64 {
    var best = entries[0]
    for entry in 1..<8 { best = min(best, entries[entry]) }
    return best
  }

  /// Makes room for indices below `count`.
  mutating func reserve(_ count: Int) {
    while entries.count - leaves < count { grow() }
  }

  /// Sets a key that is not above the one it replaces.
  mutating func lower(_ index: Int, to key: UInt64) {
    var entry = leaves + index
    entries[entry] = key
    while entry >= 8 {
      entry = entry / 8 - 1
      guard key < entries[entry] else { return }
      entries[entry] = key
    }
  }

  /// Sets any key.
  mutating func set(_ index: Int, to key: UInt64) {
    var entry = leaves + index
    entries[entry] = key
    while entry >= 8 {
      let block = entry & ~7
      var best = entries[block]
      for sibling in (block + 1)..<(block + 8) { best = min(best, entries[sibling]) }
      entry = entry / 8 - 1
      guard entries[entry] != best else { return }
      entries[entry] = best
    }
  }

  private mutating func grow() {
    let width = entries.count - leaves
    leaves = leaves * 8 + 8
    var larger = ContiguousArray<UInt64>(repeating: .max, count: leaves + width * 8)
    swap(&larger, &entries)
    for (index, key) in larger[(larger.count - width)...].enumerated() { lower(index, to: key) }
  }
}
