import Policies
import Testing
import TimeAndChance

@Suite
struct Gradient2LimitTests {
  @Test
  func growsWhileFastAndAtMostHalvesPerStep() {
    var limit = Gradient2Limit(.init(initial: 100, least: 10, most: 200, smoothing: .all))
    var line: [Int] = []
    for step in 0..<16 {
      limit.sample(roundTrip: step < 12 ? 20_000_000 : 200_000_000, inFlight: 100)
      line.append(limit.limit)
    }
    #expect(
      line == [104, 108, 112, 116, 120, 124, 128, 132, 136, 140, 144, 148, 78, 43, 25, 16]
    )
  }

  @Test
  func holdsWhileTheCallerIsTheBottleneck() {
    var limit = Gradient2Limit(.init(initial: 100, least: 10, most: 200))
    for _ in 0..<1000 { limit.sample(roundTrip: 20_000_000, inFlight: 49) }
    #expect(limit.limit == 100)
  }
}
