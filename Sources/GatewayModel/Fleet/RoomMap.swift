/// Which servers of a region have room towards a provider: one bit each, with a summary above, so
/// that the next one after a given server is found in constant time among ten thousand.
struct RoomMap: Sendable {
  private var words: ContiguousArray<UInt64>
  private var summary: ContiguousArray<UInt64>
  private let count: Int
  private var cursor = 0

  init(count: Int) {
    self.count = count
    words = .init(repeating: 0, count: count / 64 + 1)
    summary = .init(repeating: 0, count: count / 4096 + 1)
  }

  @inline(__always)
  mutating func set(_ index: Int, _ hasRoom: Bool) {
    let bit = UInt64(1) << UInt64(index & 63)
    let word = index >> 6
    if hasRoom {
      words[word] |= bit
      summary[word >> 6] |= 1 << UInt64(word & 63)
    } else {
      words[word] &= ~bit
      if words[word] == 0 { summary[word >> 6] &= ~(1 << UInt64(word & 63)) }
    }
  }

  /// The next server with room, going round.
  @inline(__always)
  mutating func next() -> Int? {
    let found = search(from: cursor) ?? search(from: 0)
    if let found { cursor = found + 1 == count ? 0 : found + 1 }
    return found
  }

  private func search(from start: Int) -> Int? {
    var word = start >> 6
    let here = words[word] & (~0 << UInt64(start & 63))
    if here != 0 { return word << 6 + here.trailingZeroBitCount }
    word += 1
    var group = word >> 6
    guard group < summary.count else { return nil }
    var later = summary[group] & (~0 << UInt64(word & 63))
    while later == 0 {
      group += 1
      guard group < summary.count else { return nil }
      later = summary[group]
    }
    let found = group << 6 + later.trailingZeroBitCount
    return found << 6 + words[found].trailingZeroBitCount
  }
}
