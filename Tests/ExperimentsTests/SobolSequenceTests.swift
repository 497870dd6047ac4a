import Testing

@testable import Experiments

@Suite
struct SobolSequenceTests {
  /// Points 1, 7 and 63 of twenty dimensions, as SciPy 1.17 (`qmc.Sobol`, unscrambled) gives them.
  @Test
  func pointsAreThoseOfJoeAndKuo() {
    var sequence = SobolSequence(dimensions: 20)
    let points = (0..<63).map { _ in sequence.next() }
    #expect(points[0] == Array(repeating: 0.5, count: 20))
    #expect(
      points[6] == [
        0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625, 0.625, 0.875, 0.625, 0.125, 0.625,
        0.375, 0.125, 0.125, 0.125, 0.125, 0.625, 0.875,
      ]
    )
    #expect(
      points[62] == [
        0.015_625, 0.796_875, 0.359_375, 0.453_125, 0.859_375, 0.140_625, 0.578_125, 0.140_625,
        0.828_125, 0.578_125, 0.421_875, 0.671_875, 0.546_875, 0.765_625, 0.328_125, 0.765_625,
        0.078_125, 0.390_625, 0.953_125, 0.234_375,
      ]
    )
    #expect(SobolSequence.most == 20)
  }

  /// Each dimension alone puts one of the first 2ᵏ points, the origin included, in every 2⁻ᵏ.
  @Test
  func everyDimensionIsEven() {
    var sequence = SobolSequence(dimensions: 20)
    var seen = (0..<20).map { _ in Set([0]) }
    for _ in 1..<256 {
      for (dimension, value) in sequence.next().enumerated() {
        seen[dimension].insert(Int(value * 256))
      }
    }
    #expect(seen.allSatisfy { $0.count == 256 })
  }
}
