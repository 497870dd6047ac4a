import Policies
import Testing
import TimeAndChance

@Suite
struct TokenBudgetTests {
  @Test(arguments: [(0.1239, 123), (0.29, 290), (0.1, 100), (1.0, 1000), (0.0004, 0)])
  func keepsThreeDecimals(_ ratio: Double, _ thousandths: Int64) {
    #expect(TokenBudget(tokens: 10, ratio: ratio).refill == thousandths)
  }

  /// `f` fails, `s` succeeds; the digit is the whole tokens after it, a dot while retries stop.
  @Test
  func retriesStopAtHalfTheBucket() {
    var budget = TokenBudget(tokens: 10, ratio: 0.5)
    var line = ""
    for mark in "ffffffsssffffffffff" {
      if mark == "f" { budget.failed() } else { budget.succeeded() }
      line += budget.allowsRetry ? "\(budget.tokens / 1000)" : "."
    }
    #expect(line == "9876....5..........", "\(line)")
    #expect(budget.tokens == 0)
  }

  @Test
  func tokensStayWithinTheBucket() {
    let seed = Seed(8)
    var chance = RandomStream(seed)
    var budget = TokenBudget(tokens: 100, ratio: 0.1)
    var outside = 0
    for _ in 0..<1_000_000 {
      if chance.below(8) == 0 { budget.failed() } else { budget.succeeded() }
      if budget.tokens < 0 || budget.tokens > budget.full { outside += 1 }
    }
    #expect(outside == 0, "seed \(seed.value)")
  }
}
