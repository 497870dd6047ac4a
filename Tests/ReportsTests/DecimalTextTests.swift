import Testing
import TimeAndChance

@testable import Reports

@Suite
struct DecimalTextTests {
  @Test
  func numbersReadTheWayPeopleWriteThem() {
    let cases: [(Double, String)] = [
      (0, "0"), (-0.0, "0"), (1, "1"), (-2.5, "-2.5"), (43_200, "43200"), (0.1 + 0.2, "0.3"),
      (1.0 / 3, "0.333333333333"), (2.0 / 3, "0.666666666667"),
      (123_456_789_012_345, "123456789012000"),
      (1e15, "1e15"), (1.5e15, "1.5e15"), (999_999_999_999.6, "1000000000000"), (1e-5, "0.00001"),
      (1e-6, "1e-6"), (-1.25e-7, "-1.25e-7"), (9.999_999_999_999_9e-6, "0.00001"),
      (0.074_6, "0.0746"), (1e300, "1e300"), (Double.leastNonzeroMagnitude, "5e-324"), (100, "100"),
      (0.5, "0.5"),
      (Double.greatestFiniteMagnitude, "1.79769313486e308"), (12_345.678_9, "12345.6789"),
    ]
    for (value, text) in cases {
      #expect(DecimalText(value).text == text)
    }
    #expect(DecimalText(0.074_56, digits: 3).text == "0.0746")
    #expect(DecimalText(9.996, digits: 3).text == "10")
  }

  @Test(arguments: 0..<4)
  func twelveDigitsAreWithinHalfAUnitOfTheTwelfth(part: UInt64) {
    var stream = RandomStream(Seed(20_261_120).numbered(part))
    var worst = 0.0
    for _ in 0..<25_000 {
      let value = Double(bitPattern: stream.next())
      guard value.isFinite, value.magnitude > 1e-290 else { continue }
      let text = DecimalText(value).text
      let back = Double(text) ?? .nan
      let error = ((back - value) / value).magnitude
      worst = error.isNaN ? .infinity : max(worst, error)
    }
    #expect(worst <= 5.01e-12)
  }
}
