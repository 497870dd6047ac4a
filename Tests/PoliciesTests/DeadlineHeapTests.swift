import Testing
import TimeAndChance

@testable import Policies

@Suite
struct DeadlineHeapTests {
  /// Against a search of a plain array; equal deadlines come by index.
  @Test
  func findsTheEarliestAndBreaksTiesByIndex() {
    var chance = RandomStream(Seed(3))
    var heap = DeadlineHeap()
    var plain: [Int64] = []
    var mistakes = 0
    for round in 0..<50_000 {
      if round % 500 == 0 {
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
    #expect(mistakes == 0)
    #expect(heap.deadline(of: 0) == plain[0])
  }

  @Test
  func anEmptyHeapHasNoDeadline() {
    #expect(DeadlineHeap().earliest == .max)
  }
}
