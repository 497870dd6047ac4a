import Statistics
import Testing
import TimeAndChance

@Suite
struct BatchMeansTests {
  /// An autoregressive series with correlation 0.9 has 19 times the variance of its mean.
  ///
  /// A plain interval would cover about a third of the time. The bounds are six standard deviations of
  /// the binomial around 90 %: ten batches lose a little.
  @Test
  func coversCorrelatedSeries() throws {
    var covered = 0
    for seed in 0..<500 {
      var chance = RandomStream(Seed(UInt64(seed)), "batches")
      var x = chance.normal() / (1 - 0.81).squareRoot()
      let series = (0..<4_000).map { _ in
        x = 0.9 * x + chance.normal()
        return x
      }
      let batches = try #require(BatchMeans(series))
      if try #require(batches.interval()).contains(0) { covered += 1 }
    }
    #expect(covered > 410 && covered < 496, "\(covered)")
  }

  @Test
  func saysWhenBatchesLeanOnEachOther() throws {
    let trend = (0..<1_000).map { Double($0) }
    let batches = try #require(BatchMeans(trend))
    #expect(!batches.areIndependent && batches.autocorrelation > 0.5)
    var chance = RandomStream(Seed(2))
    let noise = try #require(BatchMeans((0..<1_000).map { _ in chance.normal() }))
    #expect(noise.areIndependent && abs(noise.autocorrelation) < 0.3)
    #expect(BatchMeans([1, 2, 3]) == nil)
  }
}
