import Statistics
import Testing
import TimeAndChance

@Suite
struct BackoffMeansTests {
  /// Against Chebyshev quadrature of the same recursion, and the first pause by hand.
  @Test
  func decorrelatedAgreesWithQuadrature() {
    let found = BackoffMeans.decorrelated(base: 0.1, cap: 10, count: 5)
    #expect(abs(found / 3.448_462_940_081_533 - 1) < 1e-6, "\(found)")
    #expect(abs(BackoffMeans.decorrelated(base: 1, cap: 100, count: 1) - 2) < 1e-9)
    #expect(BackoffMeans.decorrelated(base: 1, cap: 1, count: 3) == 3)
    #expect(BackoffMeans.decorrelated(base: 1, cap: 9, count: 0) == 0)
  }

  /// A million simulated ladders; six standard errors.
  @Test
  func decorrelatedAgreesWithSimulation() {
    var chance = RandomStream(Seed(23))
    var moments = Moments()
    for _ in 0..<400_000 {
      var pause = 1.0
      var sum = 0.0
      for _ in 0..<6 {
        pause = min(20, chance.uniform(from: 1, to: 3 * pause))
        sum += pause
      }
      moments.record(sum)
    }
    let error = ((moments.variance ?? 0) / 400_000).squareRoot()
    #expect(abs(moments.mean - BackoffMeans.decorrelated(base: 1, cap: 20, count: 6)) < 6 * error)
  }

  @Test
  func plainIsCapped() {
    #expect(BackoffMeans.plain(base: 1, cap: 4, count: 5) == 15)
    #expect(BackoffMeans.full(base: 1, cap: 4, count: 5) == 7.5)
    #expect(BackoffMeans.equal(base: 1, cap: 4, count: 4) == 8.25)
    #expect(BackoffMeans.plain(base: 8, cap: 4, count: 2) == 8)
  }
}
