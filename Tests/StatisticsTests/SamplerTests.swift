import Statistics
import Testing
import TimeAndChance

@Suite
struct SamplerTests {
  static let families: [Distribution] = {
    let made = try? [
      Distribution.constant(0.05),
      .exponential(mean: 0.05),
      .lognormal(median: 0.05, p99: 0.4),
      .gamma(mean: 0.05, shape: 0.5),
      .gamma(mean: 0.05, shape: 7.3),
      .weibull(mean: 0.05, shape: 0.7),
      .pareto(shape: 5, scale: 0.01),
      .erlang(mean: 0.05, stages: 3),
      .hyperexponential([(0.9, 0.04), (0.1, 0.4)]),
      .uniform(from: 0.01, to: 0.09),
      .empirical([0.01, 0.02, 0.025, 0.03, 0.1, 0.5]),
      .percentiles([
        .init(probability: 0.5, value: 0.042), .init(probability: 0.9, value: 0.088),
        .init(probability: 0.99, value: 0.39), .init(probability: 0.999, value: 1),
      ]),
      .mixture([(0.99, .constant(0.05)), (0.01, .lognormal(median: 1, p99: 3))]),
      .lognormal(median: 0.05, p99: 0.4).shifted(by: 0.02).atMost(0.5),
      .loglogistic(shape: 5, scale: 0.05),
    ]
    return made ?? []
  }()

  /// Mean and variance within five standard errors (false alarm below 10⁻⁶ each), and the largest
  /// distance between the distribution functions below the Kolmogorov bound for 10⁻⁸.
  @Test(arguments: 0..<15)
  func drawsFollowTheDistribution(index: Int) throws {
    try #require(Self.families.count == 15)
    let distribution = Self.families[index]
    let sampler = Sampler(distribution)
    var chance = RandomStream(Seed(4_711 + UInt64(index)))
    let count = 400_000
    var draws: [Double] = []
    for _ in 0..<count { draws.append(Double(sampler.nanoseconds(using: &chance)) * 1e-9) }
    let mean = draws.reduce(0, +) / Double(count)
    let error = (distribution.variance / Double(count)).squareRoot()
    #expect(abs(mean - distribution.mean) <= 5 * error + 1e-9, "\(distribution): mean \(mean)")
    draws.sort()
    var worst = 0.0
    for (rank, x) in draws.enumerated() where rank % 7 == 0 {
      // Half a nanosecond covers the rounding of a draw.
      let low = distribution.cdf(x - 1e-9)
      let high = distribution.cdf(x + 1e-9)
      worst = max(
        worst,
        Double(rank) / Double(count) - high,
        low - Double(rank + 1) / Double(count)
      )
    }
    #expect(worst < 3.1 / Double(count).squareRoot(), "\(distribution): distance \(worst)")
  }

  /// The tables themselves, without noise: cell by cell against the distribution function.
  @Test(arguments: [2, 3, 4, 5, 6, 11, 14])
  func tableErrorIsBounded(index: Int) {
    let distribution = Self.families[index]
    let sampler = Sampler(distribution)
    var worst = 0.0
    let points = 200_000
    for step in 0..<points {
      let p = (Double(step) + 0.5) / Double(points)
      guard p > 0.0101, p < 0.9899 else { continue }
      var chance = Fixed(bits: UInt64(p * 0x1p64))
      let x = Double(sampler.nanoseconds(using: &chance)) * 1e-9
      // A draw is a whole number of nanoseconds: allow for half of one.
      let low = distribution.cdf(x - 0.5e-9)
      let high = distribution.cdf(x + 0.5e-9)
      worst = max(worst, low - p, p - high)
    }
    #expect(worst <= 1e-5, "\(distribution): \(worst)")
  }

  /// Draws that every machine must give.
  ///
  /// If they change, every golden file does.
  @Test(
    arguments: [
      (1, [29_817_977, 37_415_636, 29_237_844, 265_463_666]),
      (2, [42_416_558, 64_795_616, 84_623_981, 133_537_648]),
      (3, [15_884_518, 37_589_410, 58_832_218, 111_198_392]),
      (11, [37_768_023, 49_652_249, 58_993_750, 79_199_970]),
      (12, [50_000_000, 50_000_000, 50_000_000, 50_000_000]),
    ] as [(Int, [Int64])]
  )
  func drawsAreFixed(index: Int, expected: [Int64]) {
    let sampler = Sampler(Self.families[index])
    var chance = RandomStream(Seed(2_026))
    #expect((0..<4).map { _ in sampler.nanoseconds(using: &chance) } == expected)
  }

  @Test
  func sameSeedSameDraws() throws {
    let sampler = Sampler(try .lognormal(median: 0.05, p99: 0.4))
    var chance = RandomStream(Seed(7))
    let draws = (0..<4).map { _ in sampler.nanoseconds(using: &chance) }
    var again = RandomStream(Seed(7))
    #expect(draws == (0..<4).map { _ in Sampler(sampler).nanoseconds(using: &again) })
  }
}

/// A stream of one value.
private struct Fixed: Chance {
  let bits: UInt64
  mutating func next() -> UInt64 { bits }
}

extension Sampler {
  fileprivate init(_ other: Sampler) { self = other }
}
