import Testing
import TimeAndChance

@Suite
struct FractionTests {
  @Test(
    arguments: [
      (0, true), (1, true), (0.5, true), (-0.000_1, false), (1.000_1, false), (.nan, false),
      (.infinity, false), (-0.0, true),
    ] as [(Double, Bool)]
  )
  func onlySharesAreShares(value: Double, isShare: Bool) {
    #expect((Fraction(value) != nil) == isShare)
  }

  @Test
  func percentComplementAndOrder() {
    #expect(Fraction.percent(25) == Fraction(trusting: 0.25))
    #expect(Fraction.percent(25).complement == .percent(75))
    #expect(Fraction.none < .all && Fraction.none.complement == .all)
  }
}
