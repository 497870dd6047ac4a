import Statistics
import Testing

@Suite
struct ThrottleFluidTests {
  @Test
  func throttlesOnlyWhatExceedsTheMultiple() {
    let calm = ThrottleFluid(requestRate: 5_000, backendCapacity: 4_000, multiplier: 2)
    #expect(calm.backendRate == 5_000 && calm.localRejectShare == 0 && calm.acceptedRate == 4_000)
    let idle = ThrottleFluid(requestRate: 100, backendCapacity: 4_000, multiplier: 1.1)
    #expect(idle.acceptedRate == 100 && idle.localRejectShare == 0)
    #expect(ThrottleFluid.errorWhereThrottlingStarts(multiplier: 1) == 0)
  }
}
