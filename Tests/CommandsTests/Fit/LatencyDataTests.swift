import Testing

@testable import Commands

@Suite
struct LatencyDataTests {
  @Test(arguments: [
    ("0.05", 0.05), ("50ms", 0.05), ("50 ms", 0.05), ("7us", 7e-6), ("2s", 2), ("1m", 60),
    ("\"3\"", 3),
  ])
  func durationsAreReadWithOrWithoutAUnit(text: String, seconds: Double) throws {
    let found = try #require(LatencyData.seconds(text[...], unit: 1))
    #expect(abs(found / seconds - 1) < 1e-12)
  }

  @Test
  func aBareNumberHasTheUnitThatWasSaid() {
    #expect(LatencyData.seconds("50", unit: 1e-3) == 0.05)
    #expect(LatencyData.seconds("fast", unit: 1) == nil)
  }
}
