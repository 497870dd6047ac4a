import Policies
import Testing
import TimeAndChance

@Suite
struct HedgeTests {
  @Test
  func waitsForTheSpanOrTheMeasuredQuantile() {
    let start = Instant(nanoseconds: 100)
    let fixed = Hedge(.after(.nanoseconds(50)))
    let tail = Hedge(.quantile(.percent(95)))
    #expect(fixed.instant(started: start, measured: nil) == Instant(nanoseconds: 150))
    #expect(tail.instant(started: start, measured: nil) == nil)
    #expect(tail.instant(started: start, measured: 400) == Instant(nanoseconds: 500))
    let late = Instant(nanoseconds: 150)
    #expect(fixed.instant(started: start, measured: nil, deadline: late) == nil)
  }

  @Test
  func keepsItsBudget() {
    let hedge = Hedge(.after(.seconds(1)), budget: .percent(10))
    #expect(hedge.isAffordable(hedged: 0, of: 10) && !hedge.isAffordable(hedged: 0, of: 9))
    #expect(hedge.isAffordable(hedged: 9, of: 100) && !hedge.isAffordable(hedged: 10, of: 100))
  }
}
