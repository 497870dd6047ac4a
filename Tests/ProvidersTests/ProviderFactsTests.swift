import Policies
import Providers
import Testing
import TimeAndChance

@Suite
struct ProviderFactsTests {
  @Test
  func streamPresetsAreFoundByName() throws {
    let connection = Provider.apns.connection
    let expected = [
      "observed-now": 1_000, "observed-2016": 500, "observed-2019": 1_500, "notes-000": 4_000,
      "notes-002": 1_500,
    ]
    for preset in connection.streams {
      #expect(connection.streams(named: preset.name)?.perConnection == expected[preset.name])
    }
    #expect(connection.streams.count == expected.count)
    #expect(connection.defaultStreams?.name == "observed-now")
    #expect(connection.streams(named: "notes-002")?.whenCongested == 500)
    #expect(connection.connectCost(named: "example") == .milliseconds(100))
    #expect(connection.streams(named: "notes-001") == nil)
  }

  @Test
  func factsAreFoundByPath() {
    #expect(Provider.apns.facts(about: "streams").count == 8)
    #expect(Provider.fcm.facts(about: "quota.rate").count == 2)
    #expect(Provider.fcm.facts(about: "quo").isEmpty)
  }

  @Test
  func theDefaultQuotaIsTenThousandASecond() throws {
    let quota = try #require(Provider.fcm.quota)
    #expect(quota.rate == Rate(perSecond: 10_000))
    #expect(quota.refill == .toFull && quota.counts == .allBut429)
    #expect(quota.retryAfter == .seconds(60))
  }
}
