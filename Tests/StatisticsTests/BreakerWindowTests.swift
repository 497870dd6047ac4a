import Statistics
import Testing

@Suite
struct BreakerWindowTests {
  @Test
  func agreesWithTheDenseChain() throws {
    let window = try BreakerWindow(error: 0.3, window: 3, minimum: 3, failures: 2)
    #expect(abs(window.meanCallsToTrip - 9.959_281_045_751_629) < 1e-9)
    // Within the first three calls: two or three failures of three.
    #expect(abs(window.tripped(within: 3) - 0.216) < 1e-12)
    #expect(window.tripped(within: 2) == 0 && window.tripped(within: 0) == 0)
    // Rare trips: eight failures of eight at 3 % have a mean of some 10¹² calls.
    let rare = try BreakerWindow(error: 0.03, window: 8, minimum: 8, failures: 8)
    let exact = BreakerRenewal(error: 0.03, failures: 8, openTime: 1, successes: 1, callRate: 1)
    #expect(abs(rare.meanCallsToTrip / exact.callsToTrip - 1) < 1e-8)
    // Every failure of a window of all failures: a run.
    let run = try BreakerWindow(error: 0.4, window: 5, minimum: 5, failures: 5)
    let renewal = BreakerRenewal(error: 0.4, failures: 5, openTime: 1, successes: 1, callRate: 1)
    #expect(abs(run.meanCallsToTrip / renewal.callsToTrip - 1) < 1e-9)
    #expect(throws: NumericalFailure.self) {
      try BreakerWindow(error: 0.3, window: 30, minimum: 3, failures: 2)
    }
  }
}
