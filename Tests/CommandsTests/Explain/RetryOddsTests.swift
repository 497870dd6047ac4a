import GatewayModel
import Scenarios
import Testing

@testable import Commands

@Suite
struct RetryOddsTests {
  /// Three attempts at 40 % independent errors: 1 + 0.4 + 0.16, and 93.6 % delivered.
  @Test
  func amplificationIsAGeometricSeries() throws {
    let scenario = try SampleStudy.scenario(
      """
      spillway: 1
      load: {alerts: {to: push, arrivals: {poisson: 10/s}}}
      providers: {push: {like: open, round-trip: 50ms}}
      fleet: {servers: 1}
      policy: naive
      """
    )
    let one = try #require(RetryOdds.all(of: scenario.world).first)
    #expect(one.attempts == 3 && one.rungs == 0)
    #expect(abs(one.amplification(failing: 0.4) - 1.56) < 1e-12)
    #expect(abs(one.delivered(failing: 0.4) - 0.936) < 1e-12)
    #expect(one.sentences.joined().contains("×1.56 at 40 %"))
  }

  @Test
  func theLadderAndTheBudgetAreSaid() throws {
    let scenario = try SampleStudy.scenario(SampleStudy.text)
    let said = RetryOdds.all(of: scenario.world).flatMap(\.sentences).joined()
    #expect(said.contains("parked") && said.contains("a budget holds retries to 20 %"))
  }
}
