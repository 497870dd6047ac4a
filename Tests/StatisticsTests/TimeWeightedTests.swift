import Statistics
import Testing
import TimeAndChance

@Suite
struct TimeWeightedTests {
  @Test
  func averagesOverTimeExactly() {
    var average = TimeWeighted(at: Instant(nanoseconds: 100))
    #expect(average.average(until: Instant(nanoseconds: 100)) == 0)
    average.set(4, at: Instant(nanoseconds: 200))
    average.add(-1, at: Instant(nanoseconds: 300))
    #expect(average.average(until: Instant(nanoseconds: 400)) == 7.0 / 3)
    #expect(average.largest == 4 && average.value == 3)
    average.restart(at: Instant(nanoseconds: 400))
    #expect(average.average(until: Instant(nanoseconds: 500)) == 3 && average.largest == 3)
    #expect(average.area(until: Instant(nanoseconds: 500)) == 300)
  }

  @Test
  func yearsOfMillionsDoNotOverflow() {
    let average = TimeWeighted(1_000_000_000, at: .zero)
    #expect(average.average(until: .distantFuture) == 1e9)
  }
}
