import Statistics
import Testing

@Suite
struct DistributionTests {
  /// Quantile, distribution function and tail agree with each other everywhere.
  @Test(arguments: SamplerTests.families.indices)
  func quantilesInvertTheDistributionFunction(index: Int) {
    let distribution = SamplerTests.families[index]
    if case .constant = distribution.shape { return }
    for p in [0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999] {
      let x = distribution.quantile(p)
      #expect(distribution.cdf(x * (1 + 1e-12)) >= p - 1e-9, "\(distribution) at \(p)")
      #expect(distribution.cdf(x * (1 - 1e-9) - 1e-15) <= p + 1e-6, "\(distribution) at \(p)")
      let y = distribution.quantile(upperTail: p)
      #expect(abs(y - distribution.quantile(1 - p)) <= 1e-7 * y, "\(distribution) at \(p)")
      #expect(abs(distribution.upperTail(x) + distribution.cdf(x) - 1) < 1e-9)
    }
  }

  /// Moments against the integral of the quantile function.
  @Test(arguments: SamplerTests.families.indices)
  func momentsAreThoseOfTheQuantiles(index: Int) {
    let distribution = SamplerTests.families[index]
    let points = 50_000
    var mean = 0.0
    var square = 0.0
    for step in 0..<points {
      let p = (Double(step) + 0.5) / Double(points)
      let x = p < 0.5 ? distribution.quantile(p) : distribution.quantile(upperTail: 1 - p)
      mean += x / Double(points)
      square += x * x / Double(points)
    }
    #expect(abs(mean - distribution.mean) < 2e-3 * mean, "\(distribution): \(mean)")
    let variance = square - mean * mean
    #expect(abs(variance - distribution.variance) < 0.04 * square, "\(distribution): \(variance)")
    let second = distribution.variance + distribution.mean * distribution.mean
    #expect(abs(distribution.moment(2) - second) < 1e-9 * second)
  }

  @Test
  func momentsAgreeWithReferenceValues() throws {
    let lognormal = try Distribution.lognormal([.median(0.05), .sigma(0.8)])
    #expect(near(lognormal.moment(3), 0.002_226_784_147_451_527_4))
    let capped = try lognormal.atMost(0.2)
    #expect(near(capped.mean, 0.065_087_857_004_562_92))
    #expect(near(capped.moment(2), 0.006_633_398_348_716_66, 1e-9))
    #expect(near(lognormal.meanExcess(over: 0.2), lognormal.mean - capped.mean))
    let weibull = try Distribution.weibull(shape: 0.7, scale: 0.05)
    #expect(near(weibull.moment(3), 0.004_654_252_366_582_783_4))
    let gamma = try Distribution.gamma(mean: 0.05, shape: 2.5)
    #expect(near(gamma.quantile(0.99), 0.150_862_72, 1e-7))
    #expect(try Distribution.pareto(shape: 1, scale: 1).mean == .infinity)
    #expect(try Distribution.pareto(shape: 2, scale: 1).variance == .infinity)
    let shifted = try lognormal.shifted(by: 1)
    #expect(near(shifted.variance, lognormal.variance) && near(shifted.mean, lognormal.mean + 1))
    #expect(near(lognormal.scaled(by: 5).quantile(0.9), 5 * lognormal.quantile(0.9)))
    // Beyond the moments that exist, a cap makes them finite: ∫ p/(1 − p) dp = −½ + ln 2 up to ½.
    let heavy = try Distribution.loglogistic(shape: 1, scale: 1)
    let bounded = try heavy.atMost(1)
    #expect(heavy.mean == .infinity && near(bounded.mean, 0.693_147_180_56, 1e-6))
    #expect(try Distribution.constant(0).scv == 0)
    #expect(near(try Distribution.erlang(mean: 3, stages: 4).scv, 0.25))
  }

  @Test
  func anyTwoFactsDetermineALognormal() throws {
    let whole = try Distribution.lognormal([.median(0.05), .percentile(0.99, 0.4)])
    let facts: [LognormalFact] = [
      .median(0.05), .mean(whole.mean), .percentile(0.9, whole.quantile(0.9)),
      .percentile(0.99, 0.4), .percentile(0.999, whole.quantile(0.999)), .sigma(0.8938652575927385),
    ]
    for (i, first) in facts.enumerated() {
      for second in facts[(i + 1)...] {
        let again = try Distribution.lognormal([second, first])
        #expect(near(again.mean, whole.mean, 1e-8), "\(first), \(second): \(again)")
        #expect(near(again.quantile(0.95), whole.quantile(0.95), 1e-8), "\(first), \(second)")
      }
    }
  }

  @Test
  func badParametersAreRefused() {
    let refused: [() throws -> Distribution] = [
      { try .constant(-1) }, { try .exponential(mean: 0) }, { try .exponential(mean: .nan) },
      { try .lognormal([.median(1)]) }, { try .lognormal([.median(1), .median(2)]) },
      { try .lognormal([.median(2), .percentile(0.99, 1)]) },
      { try .lognormal([.median(2), .mean(1)]) }, { try .lognormal([.sigma(0), .mean(1)]) },
      { try .lognormal([.percentile(0.99, 9), .mean(0.000_1)]) },
      { try .gamma(mean: 1, shape: 0) }, { try .weibull(mean: -1, shape: 1) },
      { try .pareto(mean: 1, shape: 1) }, { try .erlang(mean: 1, stages: 0) },
      { try .uniform(from: 2, to: 1) }, { try .empirical([1]) },
      { try .hyperexponential([(0.5, 1), (0.4, 2)]) }, { try .mixture([]) },
      { try .percentiles([.init(probability: 0.5, value: 1)]) },
      { try .percentiles([.init(probability: 0.5, value: 2), .init(probability: 0.9, value: 1)]) },
      { try .percentiles([.init(probability: 0.5, value: 1), .init(probability: 1, value: 2)]) },
      { try Distribution.constant(1).shifted(by: -1) }, { try Distribution.constant(1).atMost(0) },
    ]
    for (index, make) in refused.enumerated() {
      #expect(throws: DistributionError.self, "case \(index)") { try make() }
    }
  }

  @Test
  func wordsAreThoseOfAPerson() throws {
    let known: [(Distribution, String)] = [
      (try .constant(0.05), "always 50 ms"),
      (
        try .lognormal(median: 0.05, p99: 0.4),
        "lognormal (sigma 0.894), mean 74.6 ms, p50 50 ms, p99 400 ms"
      ),
      (
        try .mixture([(0.98, .exponential(mean: 0.05)), (0.02, .constant(90))]),
        "98% exponential + 2% always 90 s, mean 1.85 s, p50 35.7 ms, p99 90 s"
      ),
    ]
    for (distribution, words) in known { #expect(distribution.description == words) }
    #expect(secondsInWords(4.2e-8) == "42 ns" && secondsInWords(18_000) == "5 h")
    #expect(threeDigits(12_345) == "12300" && threeDigits(0.012_345) == "0.0123")
  }

  /// Transforms against closed forms, through the general quadrature as well.
  @Test
  func transformsAreRight() throws {
    let exponential = try Distribution.exponential(mean: 2)
    // A cap that never bites goes through the quadrature.
    let numeric = try exponential.atMost(1e6)
    #expect(near(numeric.laplace(0.7), exponential.laplace(0.7), 1e-9))
    #expect(near(numeric.meanOfSmallerOfTwo, 1, 1e-9))
    #expect(near(numeric.fourier(0.3).sine, exponential.fourier(0.3).sine, 1e-6))
    let erlang = try Distribution.erlang(mean: 2, stages: 3).atMost(1e6)
    #expect(near(erlang.laplace(1.5), 0.125, 1e-9))
  }

  private func near(_ a: Double, _ b: Double, _ relative: Double = 1e-10) -> Bool {
    abs(a - b) <= relative * abs(b)
  }
}
