import GatewayModel
import Testing

@Suite
struct ProfileTests {
  @Test(arguments: [(0.0, 0.0), (60, 0.2), (120, 0.4), (700, 0.4), (720, 0), (9000, 0)])
  func isLinearBetweenItsPointsAndConstantBeyond(seconds: Double, expected: Double) {
    let profile = Profile([
      .init(time: .seconds(0), value: 0), .init(time: .seconds(120), value: 0.4),
      .init(time: .seconds(720), value: 0.4), .init(time: .seconds(720), value: 0),
    ])
    #expect(abs(profile.value(after: .seconds(seconds)) - expected) < 1e-12)
  }
}
