import Policies
import Testing
import TimeAndChance

@Suite
struct AIMDLimitTests {
  /// Sample by sample: (round trip in ms, in flight, dropped) and the limit after it.
  @Test
  func growsByOneAndShrinksByAShare() {
    var limit = AIMDLimit(.init(initial: 30, least: 20, most: 32, decrease: .percent(50)))
    let samples: [(Int64, Int, Bool)] = [
      (1, 14, false), (1, 15, false), (1, 16, false), (1, 32, false), (5000, 32, false),
      (5001, 32, false), (1, 0, true),
    ]
    let line = samples.map { sample -> Int in
      limit.sample(roundTrip: sample.0 * 1_000_000, inFlight: sample.1, dropped: sample.2)
      return limit.limit
    }
    #expect(line == [30, 31, 32, 32, 32, 20, 20])
  }
}
