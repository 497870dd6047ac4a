import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct TokenRegistryTests {
  private func count(
    _ plan: TokenPlan,
    at now: Int64 = 0,
    corrupted: Double = 0,
    _ condition: (TokenRegistry.Condition) -> Bool
  ) -> Int {
    var registry = TokenRegistry(plan, seed: Seed(5))
    registry.corruptedShare = corrupted
    return (0..<UInt32(plan.registered)).count { condition(registry.condition(of: $0, at: now)) }
  }

  @Test
  func theSharesAreExact() {
    var plan = TokenPlan(registered: 50_000)
    plan.dead = 0.024
    plan.returning = 0.1
    plan.corrupt = 0.01
    let gone = count(plan) { if case .gone = $0 { true } else { false } }
    let back = count(plan) { if case .gone(_, .some) = $0 { true } else { false } }
    let corrupt = count(plan) { $0 == .corrupt(isOurs: false) }
    #expect(gone == 1200 && back == 120 && corrupt == 500)
  }

  @Test
  func theLivingDieAndThatIsNoticedLater() {
    var plan = TokenPlan(registered: 100_000)
    plan.dyingPerDay = 0.1
    plan.notice = .seconds(43_200)
    let day: Int64 = 86_400_000_000_000
    let silent = count(plan, at: day) { $0 == .silent }
    let gone = count(plan, at: day) { if case .gone = $0 { true } else { false } }
    // Binomial with a mean of 5,000: five standard deviations are 350, seven are 500 (1e-11).
    #expect(abs(silent - 5000) < 500 && abs(gone - 5000) < 500)
  }

  @Test
  func aFaultCorruptsAShareAndEnds() {
    let plan = TokenPlan(registered: 100_000)
    let hit = count(plan, corrupted: 0.8) { $0 == .corrupt(isOurs: true) }
    // Binomial: one standard deviation is 126.
    #expect(abs(hit - 80_000) < 900)
    #expect(count(plan, corrupted: 0) { $0 == .good } == 100_000)
  }

  @Test
  func whoCameBackRegisteredAfterTheProvidersStamp() {
    var plan = TokenPlan(registered: 1000)
    plan.dead = 1
    plan.returning = 1
    let registry = TokenRegistry(plan, seed: Seed(5))
    for token in 0..<1000 as Range<UInt32> {
      guard case .gone(let since, let back?) = registry.condition(of: token, at: 0) else {
        Issue.record("token \(token) has not come back")
        return
      }
      #expect(since < back && back <= 0 && registry.registered(token, at: 0) == back)
    }
  }
}
