import Policies
import TestKit
import Testing
import TimeAndChance

@Suite
struct StaleCacheTests {
  @Test
  func servesTheShareItRemembersWhileItIsFresh() {
    let cache = StaleCache(hit: .percent(80), freshFor: .seconds(60))
    let good = Instant.zero
    var draws = FixedStream(shares: [0.79, 0.80, 0.1, 0.1, 0.1])
    let fresh = good.advanced(by: .seconds(60))
    let served = [
      cache.serves(lastGood: good, at: fresh, using: &draws),
      cache.serves(lastGood: good, at: fresh, using: &draws),
      cache.serves(lastGood: nil, at: fresh, using: &draws),
      cache.serves(lastGood: good, at: fresh.advanced(byNanoseconds: 1), using: &draws),
      StaleCache(hit: .all).serves(lastGood: good, at: .distantFuture, using: &draws),
    ]
    #expect(served == [true, false, false, false, true])
  }

  /// A million random requests: nothing stale beyond its age, and one draw each.
  @Test
  func servesNothingThatIsTooOld() {
    let seed = Seed(9)
    var dice = RandomStream(seed)
    var mistakes = 0
    for _ in 0..<1_000_000 {
      let hit = dice.unit()
      let age = dice.nanoseconds(below: 100_000_000_000)
      let fresh = dice.happens(0.8) ? dice.nanoseconds(below: 100_000_000_000) : nil
      let cache = StaleCache(
        hit: Fraction(hit) ?? .none,
        freshFor: fresh.map { .nanoseconds($0) }
      )
      let lastGood: Instant? = dice.happens(0.9) ? .zero : nil
      var copy = dice
      let isRemembered = copy.happens(hit)
      let now = Instant(nanoseconds: age)
      let served = cache.serves(lastGood: lastGood, at: now, using: &dice)
      let isFresh = lastGood != nil && age <= fresh ?? .max
      if served != (isRemembered && isFresh) || copy.next() != dice.next() { mistakes += 1 }
    }
    #expect(mistakes == 0, "seed \(seed.value)")
  }
}
