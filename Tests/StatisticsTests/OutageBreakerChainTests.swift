import Statistics
import Testing

@Suite
struct OutageBreakerChainTests {
  @Test
  func withoutOutagesItIsTheRenewalCycle() throws {
    let chain = try OutageBreakerChain(
      callRate: 50,
      errorHealthy: 0.4,
      errorSick: 0.4,
      meanHealthy: 100,
      meanSick: 100,
      failures: 4,
      openRate: 0.2,
      probeRate: 50
    )
    let renewal = BreakerRenewal(error: 0.4, failures: 4, openTime: 5, successes: 1, callRate: 50)
    #expect(abs(chain.openShare - renewal.openFraction) < 1e-12)
    #expect(chain.admittedRate < 50 * (1 - chain.openShare))
  }
}
