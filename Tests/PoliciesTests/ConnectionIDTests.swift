import Policies
import Testing

@Suite
struct ConnectionIDTests {
  @Test
  func theNextOneInThePlaceIsAnother() {
    let first = ConnectionID(index: 3, incarnation: 1)
    let next = ConnectionID(index: 3, incarnation: 2)
    #expect(first != next && first.index == next.index)
    #expect(MemoryLayout<ConnectionID>.size == 4)
  }
}
