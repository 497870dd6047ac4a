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
}
