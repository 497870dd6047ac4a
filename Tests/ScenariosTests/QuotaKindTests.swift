import GatewayModel
import Testing

@testable import Scenarios

@Suite
struct QuotaKindTests {
  static func quota(_ written: String, like: String = "open") throws -> ProviderPlan.Quota? {
    try Loaded("providers: {fcm: {like: \(like), quota: \(written)}}").scenario.world.providers[0]
      .quota
  }

  @Test
  func theUnitOfTheRateIsTheBucket() throws {
    let quota = try #require(try Self.quota("{rate: 240/min, retry-after: until-refill}"))
    #expect(quota.limit == 240)
    #expect(quota.window == .seconds(60))
    #expect(quota.retryAfter == .untilRefill)
  }

  @Test
  func aPresetKeepsItsBucket() throws {
    let quota = try #require(try Self.quota("{rate: 250k/s}", like: "fcm"))
    #expect(quota.limit == 15_000_000)
    #expect(quota.window == .seconds(60))
    #expect(quota.counts == .allButTooMany)
  }
}
