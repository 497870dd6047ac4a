import Testing

@testable import Experiments

@Suite
struct IntervalTests {
  /// Ranks of the binomial's tails: six samples are the fewest whose range is a 95 % interval.
  @Test
  func orderStatisticsBoundTheMedian() {
    let cases: [(Int, Double, Double)] = [
      (5, -.infinity, .infinity), (6, 1, 6), (8, 1, 8), (9, 2, 8), (20, 6, 15), (40, 14, 27),
    ]
    for (count, low, high) in cases {
      let interval = Interval.ofMedian((1...count).map { Double($0) }, confidence: 0.95)
      #expect(interval.low == low && interval.high == high, "\(count) samples")
    }
  }

  @Test
  func aFairCoinAddsUp() {
    let cases = [(0, 1, 0.5), (1, 4, 0.3125), (0, 6, 0.015_625), (4, 4, 1), (0, 0, 1), (1, 3, 0.5)]
    for (k, count, probability) in cases {
      #expect((Interval.fairCoin(atMost: k, of: count) - probability).magnitude < 1e-12)
    }
    #expect(Interval.fairCoin(atMost: 900, of: 2_000) < 1e-5)
  }

  @Test
  func nothingHasNoInterval() {
    #expect(Interval.ofMean([], confidence: 0.95, widened: 1) == Interval())
    #expect(Interval.ofMedian([], confidence: 0.95) == Interval())
    #expect(Interval.ofProbability([], confidence: 0.95, widened: 1) == Interval())
    #expect(Interval.ofProbability([1, 1], confidence: 0.95, widened: 1).high == 1)
  }
}
