import Policies
import Testing
import TimeAndChance

@Suite
struct ReconnectTests {
  @Test
  func theDefaultSpreadsTheFirstPauseAlready() {
    var chance = RandomStream(Seed(1))
    let rule = Reconnect()
    var pauses: [Int64] = []
    for attempt in [1, 1, 3, 100] {
      pauses.append(rule.backoff.pauseNanoseconds(afterAttempt: attempt, using: &chance))
    }
    #expect(zip(pauses, [1, 1, 4, 60]).allSatisfy { $0 >= 0 && $0 <= $1 * 1_000_000_000 })
    #expect(pauses[0] != pauses[1])
    #expect(rule.spacing == .milliseconds(100))
  }

  @Test
  func theNaiveOneWaitsForNothing() {
    var chance = RandomStream(Seed(1))
    let pause = Reconnect.naive.backoff.pauseNanoseconds(afterAttempt: 9, using: &chance)
    #expect(pause == 0 && Reconnect.naive.spacing == .zero)
  }
}
