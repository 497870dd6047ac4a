import TestKit
import Testing
import TimeAndChance

@Suite
struct ChanceTests {
  private static let lowest: UInt64 = 0
  private static let highest: UInt64 = .max

  @Test
  func unitsStayInsideTheirEnds() {
    var ends = FixedStream([Self.lowest, Self.highest])
    #expect(ends.unit() == 0)
    #expect(ends.unit() == 1 - 0x1p-53)
    #expect(ends.positiveUnit() == 0x1p-53)
    #expect(ends.positiveUnit() == 1)
    #expect(ends.uniform(from: 2, to: 4) == 2)
    #expect(ends.uniform(from: 2, to: 4) <= 4)
  }

  @Test
  func certaintyIsCertain() {
    var ends = FixedStream([Self.lowest, Self.highest])
    #expect((0..<4).map { _ in ends.happens(0) } == [false, false, false, false])
    #expect((0..<4).map { _ in ends.happens(1) } == [true, true, true, true])
  }

  @Test(arguments: [-5, 0, 1])
  func aSpanThatHoldsOneValueGivesIt(span: Int64) {
    var stream = RandomStream(Seed(1))
    #expect(stream.nanoseconds(below: span) == 0)
  }

  /// Chi-square over the cells of small ranges, 10⁵ draws per cell; the bound is the quantile for
  /// a tail of 10⁻⁷ (normal approximation with Wilson and Hilferty's cube).
  @Test(arguments: [2, 3, 6, 10, 100] as [UInt64])
  func integersHaveNoBias(bound: UInt64) {
    var stream = RandomStream(Seed(bound))
    var counts = [Double](repeating: 0, count: Int(bound))
    for _ in 0..<(100_000 * bound) { counts[Int(stream.below(bound))] += 1 }
    let chi = counts.reduce(0) { $0 + ($1 - 100_000) * ($1 - 100_000) / 100_000 }
    let freedom = Double(bound - 1)
    let root = 1 - 2 / (9 * freedom) + 5.2 * (2 / (9 * freedom)).squareRoot()
    #expect(chi < freedom * root * root * root, "bound \(bound): \(chi)")
  }

  @Test
  func biasedDrawsAreDrawnAgain() {
    // For a bound just above half the range nearly half of all words must be refused.
    let bound = UInt64(1) << 63 + 1
    var stream = FixedStream([1, 3, Self.highest])
    #expect(stream.below(bound) < bound)
    var many = RandomStream(Seed(4))
    #expect((0..<10_000).allSatisfy { _ in many.below(bound) < bound })
  }
}
