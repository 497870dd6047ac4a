import Experiments
import Testing

@Suite
struct MeasurementTests {
  private struct Sum: Measurement {
    var value: Int
    mutating func merge(_ later: Sum) { value += later.value }
  }

  @Test
  func mergingTakesInTheLater() {
    var sum = Sum(value: 1)
    sum.merge(Sum(value: 2))
    #expect(sum.value == 3)
  }
}
