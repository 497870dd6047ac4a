import Testing

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
}
