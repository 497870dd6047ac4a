import Statistics
import Testing
import TimeAndChance

@Suite
struct SpecialFunctionsTests {
  @Test
  func poissonMassesKeepTheirDigits() {
    #expect(abs(SpecialFunctions.logPoisson(0, mean: 2) + 2) < 1e-15)
    // Masses over all numbers add up to 1, small and large means alike.
    for mean in [0.3, 7, 480, 100_000] {
      let spread = Int(12 * mean.squareRoot()) + 40
      let first = max(0, Int(mean) - spread)
      var sum = 0.0
      for k in first...(Int(mean) + spread) {
        sum += DeterministicMath.exp(SpecialFunctions.logPoisson(k, mean: mean))
      }
      #expect(abs(sum - 1) < 1e-12, "mean \(mean): \(sum)")
    }
    #expect(SpecialFunctions.logPoisson(0, mean: 0) == 0)
    #expect(SpecialFunctions.poissonCDF(-1, mean: 3) == 0)
    #expect(abs(SpecialFunctions.poissonCDF(4, mean: 4) - 0.628_836_935_1) < 1e-9)
  }

  @Test
  func inversesInvert() {
    for p in [1e-12, 0.01, 0.5, 0.99, 1 - 1e-12] {
      let z = SpecialFunctions.normalQuantile(p)
      #expect(abs(SpecialFunctions.normalCDF(z) - p) < 1e-12 * max(p, 0.001))
      let x = SpecialFunctions.betaQuantile(p, 3, 4)
      #expect(abs(SpecialFunctions.beta(x, 3, 4) - p) < 1e-9)
    }
    #expect(bisect(from: 0, to: 2) { $0 * $0 < 2 } == 2.0.squareRoot())
  }
}
