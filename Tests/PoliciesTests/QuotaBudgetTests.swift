import Policies
import Testing
import TimeAndChance

@Suite
struct QuotaBudgetTests {
  @Test
  func takesGivesBackAndNeverOverflows() {
    var quota = QuotaBudget(capacity: 50)
    var line: [Int64] = []
    for amount: Int64 in [5, -5, 5, -10, 50, 1, -3, 5, -.max] {
      if amount > 0 { _ = quota.take(amount) } else { quota.giveBack(-amount) }
      line.append(quota.tokens)
    }
    #expect(line == [45, 50, 45, 50, 0, 0, 3, 3, 50])
  }

  @Test
  func tokensStayWithinTheBucket() {
    let seed = Seed(9)
    var chance = RandomStream(seed)
    var quota = QuotaBudget()
    var outside = 0
    for _ in 0..<1_000_000 {
      let amount = chance.nanoseconds(below: 20)
      if chance.below(2) == 0 { _ = quota.take(amount) } else { quota.giveBack(amount) }
      if quota.tokens < 0 || quota.tokens > quota.capacity { outside += 1 }
    }
    #expect(outside == 0, "seed \(seed.value)")
  }
}
