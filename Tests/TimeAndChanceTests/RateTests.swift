import Testing
import TimeAndChance

@Suite
struct RateTests {
  @Test
  func ratesAreCountsPerSpan() {
    #expect(Rate(600_000, per: .seconds(60)).perSecond == 10_000)
    #expect(Rate(1, per: .milliseconds(500)) == Rate(perSecond: 2))
    #expect(Rate(perSecond: 3) * 2 == Rate(perSecond: 6))
    #expect(Rate.zero < Rate(perSecond: 0.1))
  }
}
