import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct TrafficClassTests {
  /// Nanoseconds between two of 1,000 released messages.
  @Test(arguments: [
    (Campaign.Release.atOnce, 0.0), (.over(.seconds(50)), 5e7),
    (.serial(Rate(perSecond: 400)), 2.5e6),
    (.shards(count: 8, each: Rate(perSecond: 50)), 2.5e6), (.topic(provider: 0), 1e5),
  ])
  func aReleaseHasASpacing(by: Campaign.Release, expected: Double) {
    let campaign = Campaign(messages: 1_000, at: .zero, by: by)
    #expect(abs(campaign.spacing - expected) <= 1e-6 * expected)
  }

  @Test
  func aCampaignOfNothingIsSpreadOverItsWholeTime() {
    #expect(Campaign(messages: 0, at: .zero, by: .over(.seconds(2))).spacing == 2e9)
  }
}
