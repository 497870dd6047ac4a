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
}
