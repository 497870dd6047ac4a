import GatewayCore
import Policies
import Testing

@Suite
struct PolicyTests {
  @Test
  func aFreshPolicyHasEverySlotOff() {
    let table = ResponseTable("t", "", otherwise: Verdict(.done, .message, .success), rows: [])
    let policy = Policy(named: "none", classify: table)
    #expect(policy.timeout == nil && policy.breaker == nil && policy.budget == nil)
    #expect(policy.retry.attempts == 1 && policy.retry.then == .drop)
  }
}
