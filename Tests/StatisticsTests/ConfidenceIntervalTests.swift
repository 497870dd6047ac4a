import Statistics
import Testing
import TimeAndChance

@Suite
struct ConfidenceIntervalTests {
  @Test
  func agreesWithReferenceValues() {
    let known: [(ConfidenceInterval, Double, Double)] = [
      (.wilson(successes: 0, of: 64), 0, 0.056_624_059_792_805_34),
      (.wilson(successes: 7, of: 50), 0.069_508_334_270_162_92, 0.261_861_937_105_855_37),
      (.clopperPearson(successes: 0, of: 64), 0, 0.056_009_089_386_636_58),
      (.clopperPearson(successes: 7, of: 50), 0.058_191_700_339_973_44, 0.267_396_002_497_006_46),
      (.wilson(successes: 64, of: 64), 1 - 0.056_624_059_792_805_34, 1),
    ]
    for (interval, low, high) in known {
      #expect(abs(interval.low - low) < 1e-9 && abs(interval.high - high) < 1e-9, "\(interval)")
    }
  }

  /// What `explain` promises about the probability of a collapse: 64 clean runs for 6 %, 381 for 1 %.
  @Test
  func cleanRunsNeeded() {
    #expect(ConfidenceInterval.trialsToExclude(0.01) == 381)
    #expect(ConfidenceInterval.trialsToExclude(0.06) <= 64)
  }

  /// Over 1,000 seeds of ten independent values each interval covers the true value with 95 %.
  ///
  /// The number that does is binomial; 0.905 lies 6.5 standard deviations below.
  @Test
  func studentCoversAsOftenAsItSays() {
    var covered = 0
    for seed in 0..<1_000 {
      var chance = RandomStream(Seed(UInt64(seed)), "coverage")
      let values = (0..<10).map { _ in chance.normal() + 3 }
      if Moments(values).interval()?.contains(3) == true { covered += 1 }
    }
    #expect(covered > 905 && covered < 985, "\(covered)")
  }
}
