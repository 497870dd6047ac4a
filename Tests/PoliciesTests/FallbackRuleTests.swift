import Policies
import Testing
import TimeAndChance

@Suite
struct FallbackRuleTests {
  /// Failed attempts, seconds waited, refused by a breaker: what makes the message leave.
  @Test
  func whicheverComesFirst() {
    let all = FallbackRule(attempts: 2, elapsed: .seconds(20), whenBreakerOpen: true)
    let none = FallbackRule()
    let count = FallbackRule(attempts: 2)
    let clock = FallbackRule(elapsed: .seconds(20))
    typealias Cause = FallbackRule.Cause
    let table: [(FallbackRule, Int, Int64, Bool, Cause?)] = [
      (all, 0, 0, false, nil), (all, 1, 19, false, nil), (all, 2, 1, false, .attempts),
      (all, 0, 20, false, .clock), (all, 0, 0, true, .breaker), (all, 3, 30, true, .breaker),
      (all, 3, 30, false, .clock), (none, 99, 9_999, true, nil), (count, 2, 0, true, .attempts),
      (count, 1, 9_999, true, nil), (clock, 99, 19, true, nil), (clock, 0, 20, true, .clock),
    ]
    let wrong = table.filter { rule, failed, seconds, refused, expected in
      rule.cause(
        afterFailed: failed,
        offered: Instant(nanoseconds: 7),
        refusedByBreaker: refused,
        at: Instant(nanoseconds: 7).advanced(by: .seconds(seconds))
      ) != expected
    }
    #expect(wrong.isEmpty, "\(wrong)")
    #expect(none.deadline(forOffered: .zero) == .distantFuture)
    #expect(clock.deadline(forOffered: .zero) == Instant(nanoseconds: 20_000_000_000))
  }

  /// A million random moments: nobody leaves early, and who has a reason to leave keeps it.
  @Test
  func aReasonToLeaveLasts() {
    let seed = Seed(11)
    var dice = RandomStream(seed)
    var mistakes = 0
    for _ in 0..<1_000_000 {
      let rule = FallbackRule(
        attempts: dice.happens(0.5) ? 1 + Int(dice.below(4)) : nil,
        elapsed: dice.happens(0.5) ? .nanoseconds(dice.nanoseconds(below: 1 << 36)) : nil,
        whenBreakerOpen: dice.happens(0.5)
      )
      let failed = Int(dice.below(6))
      let now = Instant(nanoseconds: dice.nanoseconds(below: 1 << 37))
      let refused = dice.happens(0.3)
      let cause = rule.cause(
        afterFailed: failed,
        offered: .zero,
        refusedByBreaker: refused,
        at: now
      )
      let later = rule.cause(
        afterFailed: failed + 1,
        offered: .zero,
        refusedByBreaker: refused,
        at: now.advanced(byNanoseconds: 1)
      )
      let due =
        refused && rule.whenBreakerOpen || now >= rule.deadline(forOffered: .zero)
        || failed >= rule.attempts ?? .max
      if (cause != nil) != due || (cause != nil && later == nil) { mistakes += 1 }
    }
    #expect(mistakes == 0, "seed \(seed.value)")
  }
}
