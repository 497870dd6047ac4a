import Testing

@testable import Scenarios

@Suite
struct QuantityTests {
  @Test(arguments: [
    ("580k/s", 580, "k/s"), ("1e6", 1e6, ""), ("1ex", 1, "ex"), ("-.5 %", -0.5, "%"),
    ("+3", 3, ""), ("0x10", 0, "x10"),
  ])
  func splits(text: String, number: Double, unit: String) {
    let quantity = Quantity(text)
    #expect(quantity?.number == number)
    #expect(quantity?.unit == unit)
  }

  @Test(arguments: ["", "x", ".", "-", "e5", " 5"])
  func isNone(text: String) {
    #expect(Quantity(text) == nil)
  }

  @Test(arguments: [
    (0.1, "0.1"), (1e6, "1000000"), (1.0 / 3, "0.333333333333"), (0.0083, "0.0083"),
  ])
  func numbersAreShownShort(value: Double, text: String) {
    #expect(shown(value) == text)
  }

  @Test(arguments: [
    (Duration.milliseconds(1500), "1.5s"), (.seconds(90), "90s"), (.seconds(120), "2m"),
    (.zero, "0s"), (.microseconds(20), "20us"), (.seconds(86_400), "1d"),
    (.nanoseconds(1_234_567_891), "1.234567891s"), (.seconds(5400), "90m"),
  ])
  func durationsAreShownInTheLargestUnitThatIsShort(value: Duration, text: String) {
    #expect(shown(value) == text)
  }
}
