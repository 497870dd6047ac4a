import GatewayModel
import Scenarios
import Testing

@testable import Commands

@Suite
struct BreakerOddsTests {
  private func odds(_ breaker: String, rate: String = "400/s") throws -> BreakerOdds {
    let scenario = try SampleStudy.scenario(
      """
      spillway: 1
      load: {alerts: {to: push, arrivals: {poisson: \(rate)}}}
      providers: {push: {like: open, round-trip: 50ms, answers: {503: 1%}}}
      fleet: {servers: 4}
      policy: {like: none, breaker: \(breaker)}
      """
    )
    return try #require(BreakerOdds.all(of: scenario.world).first)
  }

  /// A quarter of a ten-second window must be bad: 6.25 s at 40 %, 2.5 s at 100 %, never at 8 %.
  @Test
  func detectionFollowsSeverity() throws {
    let one = try odds("{window: {time: 10s, buckets: 10}, failure-rate: 25%, minimum: 100}")
    #expect(one.rate == 100 && one.callsPerWindow == 1_000 && one.timeToMinimum == 1)
    let forty = try #require(one.timeToDetect(failing: 0.4))
    let all = try #require(one.timeToDetect(failing: 1))
    #expect(abs(forty - 10 * 0.24 / 0.39) < 1e-9 && abs(all - 10 * 0.24 / 0.99) < 1e-9)
    #expect(one.timeToDetect(failing: 0.08) == nil)
    #expect(one.falseTripsPerHour < 1e-12)
  }

  /// Binomial tails: 20 calls of which 5 must fail, at 10 %, by hand 0.0432.
  @Test
  func smallWindowsTripByChance() throws {
    let one = try odds("{window: {count: 20}, failure-rate: 25%, minimum: 20}")
    #expect(abs(one.tripsInOneWindow(failing: 0.1) - 0.043_174) < 1e-5)
    #expect(one.tripsInOneWindow(failing: 0) == 0)
  }

  @Test
  func aWindowThatNeverHoldsTheMinimumIsBlind() throws {
    let one = try odds(
      "{window: {time: 10s, buckets: 10}, failure-rate: 25%, minimum: 100}",
      rate: "10/s"
    )
    #expect(one.isBlind && one.timeToDetect(failing: 1) == nil)
    #expect(one.sentences.joined().contains("will not open"))
  }

  @Test
  func aWiderScopeSeesMore() throws {
    let window = "window: {time: 10s, buckets: 10}, failure-rate: 25%, minimum: 100"
    #expect(try odds("{scope: fleet, \(window)}").rate == 400)
  }
}
