import Policies
import Testing

@Suite
struct PingPolicyTests {
  @Test
  func keepsItsSpans() {
    let policy = PingPolicy(idle: .seconds(15), timeout: .seconds(5))
    #expect(policy.idle == .seconds(15) && policy.timeout == .seconds(5))
  }
}
