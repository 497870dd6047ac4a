import Statistics
import Testing
import TimeAndChance

@Suite
struct BreakerRenewalTests {
  /// A direct simulation of cycles; the bounds are six standard errors and more.
  @Test
  func agreesWithSimulatedCycles() {
    let breaker = BreakerRenewal(
      error: 0.5,
      failures: 3,
      openTime: 2,
      successes: 2,
      callRate: 10
    )
    var chance = RandomStream(Seed(17))
    var time = 0.0
    var open = 0.0
    var trips = 0.0
    let cycles = 40_000
    for _ in 0..<cycles {
      var run = 0
      while run < 3 {
        time += 0.1
        run = chance.happens(0.5) ? run + 1 : 0
      }
      var good = 0
      while good < 2 {
        trips += 1
        open += 2
        time += 2
        good = 0
        while good < 2 {
          time += 0.1
          if chance.happens(0.5) { break }
          good += 1
        }
      }
    }
    #expect(abs(open / time - breaker.openFraction) < 0.005)
    #expect(abs(trips / time * 3600 / breaker.opensPerHour - 1) < 0.01)
    #expect(breaker.callsToTrip == 14 && breaker.admittedFraction == 1 - breaker.openFraction)
  }
}
