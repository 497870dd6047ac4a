import Policies
import Testing
import TimeAndChance

@Suite
struct DeadlineRuleTests {
  static let table: [(pause: Duration, deadline: Instant, allowed: Bool)] = [
    (.zero, Instant(nanoseconds: 1_100_000_000), true),
    (.zero, Instant(nanoseconds: 1_099_999_999), false),
    (.seconds(1), Instant(nanoseconds: 2_100_000_000), true),
    (.seconds(1), Instant(nanoseconds: 2_099_999_999), false),
    (.nanoseconds(Int64.max), Instant(nanoseconds: .max - 1), false),
    (.nanoseconds(Int64.max), .distantFuture, true),
  ]

  @Test(arguments: table)
  func refusesWhatCannotFinish(_ row: (pause: Duration, deadline: Instant, allowed: Bool)) {
    let rule = DeadlineRule(expectedService: .milliseconds(100))
    let now = Instant(nanoseconds: 1_000_000_000)
    #expect(rule.allows(pause: row.pause, by: row.deadline, at: now) == row.allowed)
  }

  @Test
  func aLaterDeadlineNeverRefusesWhatAnEarlierAllowed() {
    let seed = Seed(77)
    var chance = RandomStream(seed)
    var violations = 0
    for _ in 0..<1_000_000 {
      let rule = DeadlineRule(expectedService: .nanoseconds(chance.nanoseconds(below: 1 << 30)))
      let pause = Duration.nanoseconds(chance.nanoseconds(below: 1 << 40))
      let now = Instant(nanoseconds: chance.nanoseconds(below: 1 << 50))
      let deadline = now.advanced(byNanoseconds: chance.nanoseconds(below: 1 << 41))
      let later = deadline.advanced(byNanoseconds: chance.nanoseconds(below: 1 << 41))
      let early = rule.allows(pause: pause, by: deadline, at: now)
      if early && !rule.allows(pause: pause, by: later, at: now) { violations += 1 }
      if early && now.advanced(by: pause) > deadline { violations += 1 }
    }
    #expect(violations == 0, "seed \(seed.value)")
  }
}
