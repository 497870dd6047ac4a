import Statistics
import Testing

@Suite
struct AdaptiveThrottleTests {
  @Test
  func throttlesOnlyWhatExceedsTheMultiple() {
    let calm = AdaptiveThrottle(requestRate: 5_000, backendCapacity: 4_000, multiplier: 2)
    #expect(calm.backendRate == 5_000 && calm.localRejectShare == 0 && calm.acceptedRate == 4_000)
    let idle = AdaptiveThrottle(requestRate: 100, backendCapacity: 4_000, multiplier: 1.1)
    #expect(idle.acceptedRate == 100 && idle.localRejectShare == 0)
    #expect(AdaptiveThrottle.errorWhereThrottlingStarts(multiplier: 1) == 0)
  }
}
