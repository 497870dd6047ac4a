import GatewayCore
import Testing

@Suite
struct StepTests {
  @Test
  func isSmallEnoughToReturnInRegisters() {
    #expect(MemoryLayout<Step>.size <= 16)
    #expect(Ending.allCases.count == 11)
  }
}
