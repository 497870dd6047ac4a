import TimeAndChance

/// Which connection gets the next call: a set of candidates kept ready for one kind of choice.
struct ConnectionChoice: Sendable {
  private let kind: ConnectionPolicy.Choice
  private var loads = LeastLoaded()
  private var candidates: ContiguousArray<UInt16> = []
  private var places: ContiguousArray<Int32> = []

  init(_ kind: ConnectionPolicy.Choice) {
    self.kind = kind
  }

  /// Makes room for one more connection, not yet a candidate.
  mutating func append() {
    places.append(-1)
    loads.reserve(places.count)
  }

  /// Returns a candidate, or nil when there is none.
  @inline(__always)
  mutating func pick(using chance: inout RandomStream) -> Int? {
    switch kind {
    case .leastLoaded:
      let least = loads.least()
      return least == .max ? nil : Int(truncatingIfNeeded: least & 0xffff)
    case .random:
      return pickAtRandom(using: &chance)
    }
  }

  @inline(never)
  private mutating func pickAtRandom(using chance: inout RandomStream) -> Int? {
    guard !candidates.isEmpty else { return nil }
    return Int(candidates[Int(chance.below(UInt64(candidates.count)))])
  }

  /// Records that a candidate got a call and now has `open` streams.
  @inline(__always)
  mutating func lent(_ index: Int, open: UInt16, turn: UInt32, isFull: Bool) {
    switch kind {
    case .leastLoaded: loads.set(index, to: isFull ? .max : Self.key(index, open, turn))
    case .random:
      if isFull { withdraw(index) }
    }
  }

  /// Records that a connection may take calls and has `open` streams, no more than last recorded.
  ///
  /// Among equally loaded ones the earliest `turn` goes first.
  @inline(__always)
  mutating func offer(_ index: Int, open: UInt16, turn: UInt32) {
    switch kind {
    case .leastLoaded: loads.lower(index, to: Self.key(index, open, turn))
    case .random: add(index)
    }
  }

  @inline(never)
  private mutating func add(_ index: Int) {
    guard places[index] < 0 else { return }
    places[index] = Int32(candidates.count)
    candidates.append(UInt16(index))
  }

  /// Takes a connection out of the candidates.
  mutating func withdraw(_ index: Int) {
    switch kind {
    case .leastLoaded: loads.set(index, to: .max)
    case .random:
      let place = Int(places[index])
      guard place >= 0 else { return }
      let last = candidates.removeLast()
      places[index] = -1
      guard Int(last) != index else { return }
      candidates[place] = last
      places[Int(last)] = Int32(place)
    }
  }

  @inline(__always)
  private static func key(_ index: Int, _ open: UInt16, _ turn: UInt32) -> UInt64 {
    UInt64(open) << 48 | UInt64(turn) << 16 | UInt64(UInt16(truncatingIfNeeded: index))
  }
}
