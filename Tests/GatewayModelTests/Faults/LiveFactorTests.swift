import Testing

@testable import GatewayModel

@Suite
struct LiveFactorTests {
  /// A slow-down to four times, ramped over 10 s at both ends of 100 s, from 50 s on.
  @Test(arguments: [(50, 1.0), (55, 2.5), (60, 4), (100, 4), (145, 2.5), (150, 1), (900, 1)])
  func aRampMovesTheFactorFromOne(seconds: Int64, expected: Double) {
    var fault = ScriptedWorld.fault(.latency(.init(constant: 4)), at: 50, for: 100)
    fault.ramp = .seconds(10)
    let factor = LiveFactor(
      profile: Profile(constant: 4),
      envelope: fault.envelope,
      since: 50_000_000_000
    )
    #expect(abs(factor.value(at: seconds * 1_000_000_000) - expected) < 1e-12)
  }

  @Test
  func withoutARampItActsAtOnce() {
    let factor = LiveFactor(profile: Profile(constant: 4), envelope: nil, since: 0)
    #expect(factor.value(at: 0) == 4)
  }
}
