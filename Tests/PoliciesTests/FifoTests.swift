import Testing
import TimeAndChance

@testable import Policies

@Suite
struct FifoTests {
  @Test
  func givesBackInOrderWhileItGrowsAndShrinks() {
    var list = Fifo<Int>()
    var (written, read) = (0, 0)
    var mistakes = 0
    for round in 1...300 {
      for _ in 0..<(round % 7) {
        list.append(written)
        written += 1
      }
      for _ in 0..<(round % 5) where !list.isEmpty {
        if list.first != read || list.popFirst() != read { mistakes += 1 }
        read += 1
      }
      if list.count != written - read { mistakes += 1 }
    }
    #expect(mistakes == 0)
  }

  @Test
  func anEmptyListGivesNothing() {
    var list = Fifo<Int>()
    let nothing = list.popFirst()
    #expect(nothing == nil)
    #expect(list.first == nil && list.isEmpty)
  }

  /// A million random operations against a plain array.
  @Test
  func agreesWithAPlainList() {
    let seed = Seed(5)
    var dice = RandomStream(seed)
    var list = Fifo<Int>()
    var plain: ArraySlice<Int> = []
    var problem: String?
    for step in 0..<1_000_000 where problem == nil {
      // Phases of growth and of decline, so that it is both long and often empty.
      if dice.happens(step / 5_000 % 2 == 0 ? 0.52 : 0.47) {
        list.append(step)
        plain.append(step)
      } else {
        let (got, want) = (list.popFirst(), plain.popFirst())
        if got != want { problem = "\(String(describing: got)), not \(String(describing: want))" }
      }
      if list.first != plain.first || list.count != plain.count || list.isEmpty != plain.isEmpty {
        problem = "seed \(seed.value) step \(step)"
      }
    }
    #expect(problem == nil, "seed \(seed.value)")
  }
}
