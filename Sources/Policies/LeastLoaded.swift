/// The index with the smallest key among many, in eights.
///
/// A complete 8-ary tree of minima. The root block lies in the value itself, so up to eight indices
/// cost no array; deeper, entry `e`, counted through the blocks, holds the least of block `e + 1`.
/// `least` compares the eight words of the root; giving a stream back lowers a key, which costs one
/// comparison a level; 10,000 indices are five levels.
struct LeastLoaded: Sendable {
  /// Eight keys under one bounds check.
  private typealias Block = [8 of UInt64]

  private var root = Block(repeating: .max)
  private var deeper: ContiguousArray<Block> = []
  private var leaves = 0

  /// Returns the least of all keys, `UInt64.max` when every index is withdrawn.
  ///
  /// Changes nothing; `mutating` keeps the compiler from copying the root first, which stalls on the
  /// store just before (a third of the cost of a lend).
  @inline(__always)
  mutating func least() -> UInt64 {
    min(
      min(min(root[0], root[1]), min(root[2], root[3])),
      min(min(root[4], root[5]), min(root[6], root[7]))
    )
  }

  /// Makes room for indices below `count`.
  mutating func reserve(_ count: Int) {
    while 8 + deeper.count * 8 - leaves < count { grow() }
  }

  /// Sets a key that is not above the one it replaces.
  @inline(__always)
  mutating func lower(_ index: Int, to key: UInt64) {
    if leaves == 0 { root[index & 7] = key } else { lowerDeep(index, to: key) }
  }

  /// Sets any key.
  @inline(__always)
  mutating func set(_ index: Int, to key: UInt64) {
    if leaves == 0 { root[index & 7] = key } else { setDeep(index, to: key) }
  }

  @inline(never)
  private mutating func lowerDeep(_ index: Int, to key: UInt64) {
    var entry = leaves + index
    while entry >= 8 {
      guard key < deeper[entry >> 3 - 1][entry & 7] else { return }
      deeper[entry >> 3 - 1][entry & 7] = key
      entry = entry >> 3 - 1
    }
    root[entry] = min(root[entry], key)
  }

  @inline(never)
  private mutating func setDeep(_ index: Int, to key: UInt64) {
    var entry = leaves + index
    var best = key
    while entry >= 8 {
      guard deeper[entry >> 3 - 1][entry & 7] != best else { return }
      deeper[entry >> 3 - 1][entry & 7] = best
      best = Self.least(of: deeper[entry >> 3 - 1])
      entry = entry >> 3 - 1
    }
    root[entry] = best
  }

  @inline(__always)
  private static func least(of block: Block) -> UInt64 {
    min(
      min(min(block[0], block[1]), min(block[2], block[3])),
      min(min(block[4], block[5]), min(block[6], block[7]))
    )
  }

  private mutating func grow() {
    let old = self
    let width = 8 + deeper.count * 8 - leaves
    leaves = leaves * 8 + 8
    root = Block(repeating: .max)
    deeper = ContiguousArray(repeating: root, count: (leaves + width * 8) / 8 - 1)
    for index in 0..<width { lower(index, to: old.key(index)) }
  }

  private func key(_ index: Int) -> UInt64 {
    let entry = leaves + index
    return entry < 8 ? root[entry] : deeper[entry >> 3 - 1][entry & 7]
  }
}
