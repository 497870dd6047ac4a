import Policies
import Testing
import TimeAndChance

@Suite
struct ConnectionPolicyTests {
  @Test
  func theDefaultIsTheRecommendedOne() {
    let policy = ConnectionPolicy()
    #expect(policy.ping == PingPolicy(idle: .seconds(15), timeout: .seconds(5)))
    #expect(policy.outlier == ConnectionPolicy.Outlier())
    #expect(policy.reuse == .pool && policy.choice == .leastLoaded)
    #expect(policy.notice == .after(.zero) && policy.reconnect.address == .fresh)
  }

  @Test
  func theNaiveOneOnlyReconnects() {
    let policy = ConnectionPolicy.naive
    #expect(policy.ping == nil && policy.outlier == nil && policy.reconnect == .naive)
  }
}
