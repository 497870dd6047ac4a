import Experiments
import Testing

@Suite
struct SweepDesignTests {
  @Test
  func aFactorialHasEveryCombination() {
    let design = SweepDesign.factorial(levels: [2, 3, 1])
    #expect(
      design.points == [
        [0, 0, 0], [0, 0.5, 0], [0, 1, 0], [1, 0, 0], [1, 0.5, 0], [1, 1, 0],
      ]
    )
  }

  /// Ishigami's function has known total effects (Saltelli 2000): 0.5576, 0.4424, 0.2437.
  @Test
  func totalEffectsAreThoseOfIshigami() throws {
    let pi = Double.pi
    let design = SweepDesign.saltelli(base: 2_048, factors: 3)
    let values = design.points.map { point -> Double in
      let x = point.map { -pi + 2 * pi * $0 }
      let (a, b) = (sine(x[0]), sine(x[1]))
      return a + 7 * b * b + 0.1 * x[2] * x[2] * x[2] * x[2] * a
    }
    let effects = try #require(SweepDesign.totalEffects(of: values, base: 2_048, factors: 3))
    for (effect, known) in zip(effects, [0.557_6, 0.442_4, 0.243_7]) {
      #expect((effect - known).magnitude < 0.03)
    }
    #expect(SweepDesign.totalEffects(of: [1, 1, 1], base: 1, factors: 1) == nil)
  }

  /// The sine by its series, so that the test needs no library.
  private func sine(_ x: Double) -> Double {
    var term = x
    var sum = x
    for n in 1..<16 {
      term *= -x * x / Double((2 * n) * (2 * n + 1))
      sum += term
    }
    return sum
  }
}
