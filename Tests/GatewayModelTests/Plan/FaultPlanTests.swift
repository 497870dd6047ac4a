import Testing

@testable import GatewayModel

@Suite
struct FaultPlanTests {
  @Test(arguments: [
    (FaultPlan.Target.provider(2), 2), (.network(1), 1), (.tokens(3), 3), (.region(1), -1),
    (.servers, -1), (.fleet, -1),
  ])
  func onlySomeTargetsAreProviders(hits: FaultPlan.Target, lane: Int) {
    #expect(ScriptedWorld.fault(.silent(1), at: 0, hits: hits).lane == lane)
  }

  /// From its beginning to just before its end; without a length, for ever.
  @Test(arguments: [
    (5.0 as Double?, 0, 10, true), (5, 0, 14, true), (5, 0, 15, false), (5, 0, 9, false),
    (5, 1, 12, false), (nil, 0, 9_000, true), (nil, 0, 9, false),
  ])
  func actsInItsTimeOnItsProvider(length: Double?, lane: Int, seconds: Int64, expected: Bool) {
    let fault = ScriptedWorld.fault(.silent(1), at: 10, for: length)
    #expect(fault.acts(on: lane, at: seconds * 1_000_000_000) == expected)
  }

  /// A ramp longer than half the fault goes up first and then down steeply, never above one.
  @Test(arguments: [
    (10.0, 100.0 as Double?, [0, 0.5, 1, 1, 1]), (10, nil, [0, 0.5, 1, 1, 1]),
    (10, 15, [0, 0.5, 1, 0, 0]), (20, 20, [0, 0.25, 0.5, 0, 0]),
  ])
  func aRampIsAnEnvelope(ramp: Double, length: Double?, expected: [Double]) throws {
    var fault = ScriptedWorld.fault(.silent(1), at: 10, for: length)
    #expect(fault.envelope == nil)
    fault.ramp = .seconds(ramp)
    let envelope = try #require(fault.envelope)
    let values = [0.0, 5, 10, 20, 50].map { envelope.value(after: .seconds($0)) }
    #expect(zip(values, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(values)")
    #expect(envelope.maximum == 1)
  }
}
