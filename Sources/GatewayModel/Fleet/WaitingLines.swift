import Simulation

/// The messages that wait for a stream: one line for each scope (a region or a server), provider and
/// turn (priority, class or nothing).
///
/// Whoever leaves early is not searched for: its handle goes stale and is passed over when its turn
/// comes. Counts are of those who really wait.
@safe
struct WaitingLines: ~Copyable {
  private let lanes: Int
  private let turns: Int
  private let rings: UnsafeMutablePointer<Ring<Slab<Message>.Handle>>
  private let ringCount: Int
  /// Who waits in a scope, all providers together: what a limit is a limit of.
  private var waiting: ContiguousArray<Int>
  /// Who waits in one line of a scope for one provider.
  private var waitingThere: ContiguousArray<Int>

  init(scopes: Int, lanes: Int, turns: Int) {
    self.lanes = lanes
    self.turns = turns
    ringCount = scopes * lanes * turns
    unsafe rings = .allocate(capacity: max(1, ringCount))
    for index in 0..<ringCount { unsafe (rings + index).initialize(to: Ring(capacity: 16)) }
    waiting = .init(repeating: 0, count: scopes)
    waitingThere = .init(repeating: 0, count: scopes * lanes)
  }

  deinit {
    unsafe rings.deinitialize(count: ringCount)
    unsafe rings.deallocate()
  }

  func count(in scope: Int) -> Int { waiting[scope] }
  func count(in scope: Int, lane: Int) -> Int { waitingThere[scope &* lanes &+ lane] }

  mutating func append(_ handle: Slab<Message>.Handle, scope: Int, lane: Int, turn: Int) {
    waiting[scope] &+= 1
    waitingThere[scope &* lanes &+ lane] &+= 1
    unsafe rings[index(scope, lane, turn)].append(handle)
  }

  /// Puts a message back where it stood: at the head of its line.
  mutating func prepend(_ handle: Slab<Message>.Handle, scope: Int, lane: Int, turn: Int) {
    waiting[scope] &+= 1
    waitingThere[scope &* lanes &+ lane] &+= 1
    unsafe rings[index(scope, lane, turn)].prepend(handle)
  }

  /// Counts a message that waits elsewhere, in a fair line.
  mutating func came(scope: Int, lane: Int) {
    waiting[scope] &+= 1
    waitingThere[scope &* lanes &+ lane] &+= 1
  }

  /// Who waits for a provider in all scopes, of the first turns; those who have left early included.
  func waiting(lane: Int, upTo turn: Int) -> Int {
    var sum = 0
    for scope in waiting.indices {
      for turn in 0...min(turn, turns - 1) { sum += unsafe rings[index(scope, lane, turn)].count }
    }
    return sum
  }

  /// Notes that a message has left its line by itself.
  mutating func left(scope: Int, lane: Int) {
    waiting[scope] &-= 1
    waitingThere[scope &* lanes &+ lane] &-= 1
  }

  /// Takes the next handle of a line, stale or not: the first turn that has one.
  ///
  /// Whoever takes a handle that is not stale calls `left`.
  mutating func take(scope: Int, lane: Int) -> Slab<Message>.Handle? {
    for turn in 0..<turns {
      if let handle = unsafe rings[index(scope, lane, turn)].popFirst() { return handle }
    }
    return nil
  }

  @inline(__always)
  private func index(_ scope: Int, _ lane: Int, _ turn: Int) -> Int {
    (scope &* lanes &+ lane) &* turns &+ turn
  }
}
