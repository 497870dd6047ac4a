import Statistics
import Testing
import TimeAndChance

@Suite
struct FitTests {
  /// Draws from each family: the right one wins, and its percentiles come back to a few per cent.
  @Test(arguments: Fit.Family.allCases)
  func findsWhatWasDrawn(family: Fit.Family) throws {
    let truth: Distribution
    switch family {
    case .lognormal: truth = try .lognormal(median: 0.05, p99: 0.4)
    case .gamma: truth = try .gamma(mean: 0.05, shape: 2.5)
    case .weibull: truth = try .weibull(shape: 1.6, scale: 0.05)
    case .loglogistic: truth = try .loglogistic(shape: 3, scale: 0.05)
    case .lognormalMixture:
      truth = try .mixture([
        (0.85, .lognormal([.median(0.04), .sigma(0.2)])),
        (0.15, .lognormal([.median(0.6), .sigma(0.4)])),
      ])
    }
    let sampler = Sampler(truth)
    var chance = RandomStream(Seed(41), family.rawValue)
    let values = (0..<20_000).map { _ in Double(sampler.nanoseconds(using: &chance) + 1) * 1e-9 }
    let fits = try Fit.all(values)
    let best = fits[0]
    // Two lognormals can imitate one family; they must not beat it by more than luck (AIC within 10).
    let own = try #require(fits.first { $0.family == family })
    #expect(own.aic - best.aic < 10, "\(best.family) before \(family)")
    // The distance of a right fit is below 1.63/√n, one time in a hundred even unfitted.
    #expect(own.kolmogorovSmirnov < 0.0115 && own.andersonDarling < 4, "\(own)")
    for p in [0.1, 0.5, 0.9, 0.99] {
      #expect(abs(own.distribution.quantile(p) / truth.quantile(p) - 1) < 0.08, "p \(p): \(own)")
    }
    #expect(own.quantilePairs(values, at: [0.5])[0].fitted == own.distribution.quantile(0.5))
  }

  @Test
  func buckets() throws {
    // Counts of a lognormal in doubling buckets are enough for its median and spread.
    let truth = try Distribution.lognormal(median: 0.05, p99: 0.4)
    let bounds = (0..<12).map { 0.002 * Double(1 << $0) } + [.infinity]
    var below = 0.0
    let counts = bounds.map { bound in
      let share = truth.cdf(bound == .infinity ? 1e9 : bound)
      defer { below = share }
      return (upTo: bound, count: Int(((share - below) * 20_000).rounded()))
    }
    let fits = try Fit.all(Fit.spread(counts))
    let lognormal = try #require(fits.first { $0.family == .lognormal })
    #expect(abs(lognormal.distribution.quantile(0.5) / 0.05 - 1) < 0.03)
    #expect(abs(lognormal.distribution.quantile(0.99) / 0.4 - 1) < 0.15)
  }

  @Test
  func tails() throws {
    let sampler = Sampler(try .pareto(shape: 1.8, scale: 0.01))
    var chance = RandomStream(Seed(43))
    let values = (0..<200_000).map { _ in Double(sampler.nanoseconds(using: &chance)) * 1e-9 }
    let tail = try #require(ParetoTail(values))
    #expect(abs(tail.shape - 1.8) < 6 * tail.error && abs(tail.share - 0.01) < 1e-9)
    #expect(ParetoTail([1, 2, 3]) == nil)
  }

  @Test
  func hopelessDataIsRefused() {
    for values in [[1, 2, 3], Array(repeating: 1.0, count: 50), (0..<50).map { Double($0) }] {
      #expect(throws: NumericalFailure.self) { try Fit.all(values) }
    }
  }
}
