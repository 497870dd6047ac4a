import Policies
import Testing
import TimeAndChance

@Suite
struct InFlightBudgetTests {
  @Test(arguments: [(0, 3), (10, 3), (20, 4), (100, 20), (99, 19)])
  func envoyAllowsAShareAndAtLeastAFew(_ all: Int64, _ limit: Int64) {
    #expect(InFlightBudget.limit(of: .envoy(share: 0.2, atLeast: 3), all: all) == limit)
  }

  @Test
  func failsafeTestsBeforeAdding() {
    var budget = InFlightBudget(.failsafe(share: 0.5, atLeast: 1))
    budget.began()
    var line = [budget.charge(), budget.charge(), budget.charge()]
    budget.retryEnded()
    line += [budget.charge(), budget.charge()]
    #expect(line == [true, true, false, true, false])
  }

  @Test
  func countsNeverGoBelowNothing() {
    let seed = Seed(10)
    var chance = RandomStream(seed)
    var budget = InFlightBudget(.envoy(share: 0.2, atLeast: 3))
    var problem: String?
    for step in 0..<1_000_000 {
      switch chance.below(4) {
      case 0: budget.began()
      case 1: budget.ended()
      case 2:
        let limit = InFlightBudget.limit(of: budget.rule, all: budget.all)
        if budget.charge() && budget.retries > limit { problem = "too many at \(step)" }
      default: budget.retryEnded()
      }
      if budget.retries < 0 || budget.all < budget.retries { problem = "negative at \(step)" }
    }
    #expect(problem == nil, "seed \(seed.value)")
  }
}
