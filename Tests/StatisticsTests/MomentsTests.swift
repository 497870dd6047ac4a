import Statistics
import Testing
import TimeAndChance

@Suite
struct MomentsTests {
  @Test
  func mergingIsRecordingBoth() {
    var chance = RandomStream(Seed(3))
    let values = (0..<1_000).map { _ in 1e6 + chance.normal() }
    var left = Moments(values[..<300])
    left.merge(Moments(values[300...]))
    left.merge(Moments())
    let whole = Moments(values)
    #expect(left.count == whole.count && abs(left.mean - whole.mean) < 1e-9)
    let variances = (left.variance ?? 0, whole.variance ?? 0)
    #expect(abs(variances.0 - variances.1) < 1e-9 && abs(variances.0 - 1) < 0.3)
    #expect(left.smallest == whole.smallest && left.largest == whole.largest)
  }

  @Test
  func tooFewNumbersHaveNoSpread() {
    #expect(Moments().variance == nil && Moments([1]).interval() == nil)
    #expect(Moments([2, 4]).variance == 2 && Moments([2, 4]).mean == 3)
    #expect(Moments([5, 5, 5]).interval()?.halfWidth == 0)
  }
}
