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

  /// A million random calls: a hedge comes after the start and before the deadline, within its share.
  @Test
  func hedgesInTimeAndWithinItsShare() {
    let seed = Seed(10)
    var dice = RandomStream(seed)
    let hedge = Hedge(.quantile(.percent(95)), budget: .percent(10))
    var (hedged, mistakes) = (0, 0)
    for calls in 1...1_000_000 {
      let start = Instant(nanoseconds: dice.nanoseconds(below: 1 << 40))
      let deadline = start.advanced(byNanoseconds: dice.nanoseconds(below: 1 << 34))
      let measured = dice.happens(0.9) ? dice.nanoseconds(below: 1 << 33) : nil
      let due = hedge.instant(started: start, measured: measured, deadline: deadline)
      if let due, due < start || due >= deadline || measured == nil { mistakes += 1 }
      if due != nil, hedge.isAffordable(hedged: hedged, of: calls) { hedged += 1 }
      if hedged * 10 > calls { mistakes += 1 }
    }
    #expect(mistakes == 0 && hedged > 90_000, "seed \(seed.value): \(hedged)")
  }
}
