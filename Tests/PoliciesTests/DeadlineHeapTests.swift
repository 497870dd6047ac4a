import Testing
import TimeAndChance

@testable import Policies

@Suite
struct DeadlineHeapTests {
  /// Against a search of a plain array, over a million operations; equal deadlines come by index.
  @Test
  func findsTheEarliestAndBreaksTiesByIndex() {
    let seed = Seed(3)
    var chance = RandomStream(seed)
    var heap = DeadlineHeap()
    var plain: [Int64] = []
    var mistakes = 0
    for round in 0..<1_000_000 {
      if round % 20_000 == 0 {
        heap.append()
        plain.append(.max)
      }
      let index = Int(chance.below(UInt64(plain.count)))
      let deadline = chance.happens(0.2) ? .max : Int64(chance.below(40))
      heap.set(index, to: deadline)
      plain[index] = deadline
      let earliest = plain.min() ?? .max
      if heap.earliest != earliest || heap.first != plain.firstIndex(of: earliest) { mistakes += 1 }
    }
    #expect(mistakes == 0, "seed \(seed.value)")
    #expect(heap.deadline(of: 0) == plain[0])
  }

  @Test
  func anEmptyHeapHasNoDeadline() {
    #expect(DeadlineHeap().earliest == .max)
  }
}
