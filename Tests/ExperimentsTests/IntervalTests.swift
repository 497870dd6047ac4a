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
  func nothingHasNoInterval() {
    #expect(Interval.ofMean([], confidence: 0.95, widened: 1) == Interval())
    #expect(Interval.ofMedian([], confidence: 0.95) == Interval())
    #expect(Interval.ofProbability([], confidence: 0.95, widened: 1) == Interval())
    #expect(Interval.ofProbability([1, 1], confidence: 0.95, widened: 1).high == 1)
  }
}
