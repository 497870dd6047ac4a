import Policies
import Testing
import TimeAndChance

@Suite
struct PoolSizeTests {
  @Test
  func aFixedSizeIsLeastAndMost() {
    let size = PoolSize(fixed: 8)
    #expect(size == PoolSize(least: 8, most: 8))
    #expect(PoolSize(least: 4, most: 16).growAt == .percent(80))
  }

  @Test
  func limitsKeepWhatTheyAreGiven() {
    let limits = StreamLimits(perConnection: 1_000, beforeProof: 1)
    #expect(limits.perConnection == 1_000 && limits.beforeProof == 1)
    #expect(StreamLimits(perConnection: 100).beforeProof == nil)
  }
}
