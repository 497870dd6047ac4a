import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct PagedBitsTests {
  @Test
  func remembersWhatAModelRemembers() {
    var bits = PagedBits()
    var model: Set<UInt32> = []
    var chance = RandomStream(Seed(3), "bits")
    for _ in 0..<100_000 {
      let number = UInt32(chance.below(1 << 30))
      #expect(bits.insert(number) == model.insert(number).inserted)
      #expect(bits.contains(number))
    }
    #expect(bits.count == model.count)
    #expect(!bits.contains(.max))
  }

  @Test
  func memoryFollowsWhatIsInIt() {
    var bits = PagedBits()
    for number in 0..<1000 as Range<UInt32> { bits.insert(1_000_000_000 + number) }
    // One or two pages and a directory of four bytes a page.
    #expect(bits.bytes < 140_000)
  }
}
