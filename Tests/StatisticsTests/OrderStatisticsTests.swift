import Statistics
import Testing
import TimeAndChance

@Suite
struct OrderStatisticsTests {
  @Test
  func ranksAreThoseOfTheBinomial() throws {
    // Median of ten: the classical second and ninth value (97.9 %).
    let ranks = try #require(OrderStatistics.ranks(ofQuantile: 0.5, count: 10))
    #expect(ranks.low == 2 && ranks.high == 9)
    // The largest of 100 is not yet above the 99th percentile with 97.5 %.
    #expect(OrderStatistics.ranks(ofQuantile: 0.99, count: 100) == nil)
    #expect(abs(OrderStatistics.binomialCDF(3, 10, 0.3) - 0.649_610_717_9) < 1e-9)
  }

  /// Coverage over 2,000 samples; 0.93 lies below the binomial by six standard deviations.
  @Test
  func coversAsOftenAsItSays() throws {
    var covered = 0
    for seed in 0..<2_000 {
      var chance = RandomStream(Seed(UInt64(seed)), "order")
      var histogram = LogLinearHistogram(bits: 9, octaves: 40)
      for _ in 0..<500 { histogram.record(Int64(chance.exponential() * 1e9)) }
      let interval = try #require(histogram.interval(ofQuantile: 0.9))
      // ln 10 seconds, widened by the histogram's own error.
      if interval.low * 0.999 <= 2.302585e9 && 2.302585e9 <= interval.high * 1.001 { covered += 1 }
    }
    #expect(covered > 1_860, "\(covered)")
  }
}
