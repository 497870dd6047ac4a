import Statistics
import TestKit
import Testing
import TimeAndChance

/// Values that were drawn from a family give its parameters back, and the family its name.
///
/// Each parameter may lie five of its asymptotic standard errors off (false alarm below 6 · 10⁻⁷).
@Suite
struct FitCoverageTests {
  private static let count = LongRun.size(of: "coverage", share: 20_000, full: 100_000)
  private static let draws = LongRun.size(of: "coverage", share: 3, full: 40)

  struct Truth: Sendable, CustomTestStringConvertible {
    let family: Fit.Family
    let shape: Double
    let scale: Double

    var testDescription: String { family.rawValue }

    func distribution() throws -> Distribution {
      switch family {
      case .lognormal:
        try .lognormal([.median(DeterministicMath.exp(scale)), .sigma(shape)])
      case .gamma: try .gamma(mean: shape * scale, shape: shape)
      case .weibull: try .weibull(shape: shape, scale: scale)
      case .loglogistic, .lognormalMixture: try .loglogistic(shape: shape, scale: scale)
      }
    }

    /// The standard errors of shape and of scale for one value; divide by √n.
    var errors: (shape: Double, scale: Double) {
      switch family {
      case .lognormal: return (shape / 2.0.squareRoot(), shape)
      case .gamma:
        let information = shape * trigamma(shape) - 1
        return (
          (shape / information).squareRoot(),
          scale * (trigamma(shape) / information).squareRoot()
        )
      case .weibull: return (0.7797 * shape, 1.0531 * scale / shape)
      case .loglogistic, .lognormalMixture:
        return (0.8364 * shape, 3.0.squareRoot() * scale / shape)
      }
    }

    private func trigamma(_ x: Double) -> Double {
      let terms = (0..<1_000).reduce(0.0) { $0 + 1 / ((x + Double($1)) * (x + Double($1))) }
      return terms + 1 / (x + 999.5)
    }
  }

  static let truths = [
    Truth(family: .lognormal, shape: 0.9, scale: -3),
    Truth(family: .gamma, shape: 2.5, scale: 0.02),
    Truth(family: .weibull, shape: 1.6, scale: 0.05),
    Truth(family: .loglogistic, shape: 3, scale: 0.05),
  ]

  @Test(arguments: truths)
  func parametersAndFamilyComeBack(truth: Truth) throws {
    let sampler = Sampler(try truth.distribution())
    var right = 0
    for draw in 0..<Self.draws {
      var chance = RandomStream(Seed(UInt64(draw)), truth.family.rawValue)
      let values = (0..<Self.count).map { _ in
        Double(sampler.nanoseconds(using: &chance) + 1) * 1e-9
      }
      let fits = try Fit.all(values)
      // Two lognormals contain the one, and imitate the others: nobody would call that wrong.
      right += fits.first { $0.family != .lognormalMixture }?.family == truth.family ? 1 : 0
      let own = try #require(fits.first { $0.family == truth.family })
      let found: (shape: Double, scale: Double)?
      switch own.distribution.shape {
      case .lognormal(let mu, let sigma): found = (sigma, mu)
      case .gamma(let shape, let scale): found = (shape, scale)
      case .weibull(let shape, let scale): found = (shape, scale)
      case .loglogistic(let shape, let scale): found = (shape, scale)
      default: found = nil
      }
      let (shape, scale) = try #require(found)
      let root = Double(Self.count).squareRoot()
      let (shapeError, scaleError) = truth.errors
      #expect(abs(shape - truth.shape) < 5 * shapeError / root, "seed \(draw): shape \(shape)")
      #expect(abs(scale - truth.scale) < 5 * scaleError / root, "seed \(draw): scale \(scale)")
    }
    #expect(Double(right) >= 0.95 * Double(Self.draws), "\(right) of \(Self.draws)")
  }

  @Test
  func thePowerOfATailComesBack() throws {
    let sampler = Sampler(try .pareto(shape: 1.8, scale: 0.01))
    for draw in 0..<Self.draws {
      var chance = RandomStream(Seed(UInt64(draw)), "tail")
      let values = (0..<100_000).map { _ in Double(sampler.nanoseconds(using: &chance)) * 1e-9 }
      let tail = try #require(ParetoTail(values))
      #expect(abs(tail.shape - 1.8) < 5 * tail.error, "seed \(draw): \(tail.shape)")
    }
  }
}
