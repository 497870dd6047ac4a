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

  /// Mean waits of M/M/c by Kiefer and Wolfowitz's recursion: ten runs of 400 customers each.
  ///
  /// Over 1,000 seeds at least 905 intervals cover the exact value (6.5 standard deviations below
  /// 95 %); the runs start long before, so that nothing of the empty start is left.
  @Test(arguments: [(1, 0.5), (3, 2.0)])
  func coversTheWaitOfAQueue(servers: Int, rate: Double) throws {
    let exact = try WaitingSystem(arrivalRate: rate, serviceRate: 1, servers: servers).meanWait
    var covered = 0
    for seed in 0..<1_000 {
      var moments = Moments()
      for run in 0..<10 {
        var chance = RandomStream(Seed(UInt64(seed)).numbered(UInt64(run)), "queue")
        moments.record(meanWait(servers, rate, using: &chance))
      }
      if moments.interval()?.contains(exact) == true { covered += 1 }
    }
    #expect(covered > 895 && covered < 985, "\(covered)")
  }

  private func meanWait(
    _ servers: Int,
    _ rate: Double,
    using chance: inout RandomStream
  ) -> Double {
    var work = [Double](repeating: 0, count: servers)
    var sum = 0.0
    for customer in 0..<600 {
      let gap = chance.exponential() / rate
      for index in work.indices { work[index] = max(0, work[index] - gap) }
      var least = 0
      for index in work.indices where work[index] < work[least] { least = index }
      if customer >= 200 { sum += work[least] }
      work[least] += chance.exponential()
    }
    return sum / 400
  }
}
