import NamedPolicies
import Testing

@Suite
struct SlotTests {
  @Test
  func aSlotCoversItselfAndItsSettings() {
    #expect(Slot.retry.covers("retry"))
    #expect(Slot.retry.covers("retry.park"))
    #expect(!Slot.retry.covers("retrying"))
    #expect(!Slot.rate.covers("retry.rate"))
  }
}
