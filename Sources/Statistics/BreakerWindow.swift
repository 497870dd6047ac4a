/// A breaker over the last n calls that trips at k failures among them, against independent errors.
///
/// First passage in the chain of all windows, started empty; nothing is judged before `minimum` calls.
package struct BreakerWindow: Sendable {
  package let error: Double
  package let window: Int
  package let minimum: Int
  package let failures: Int

  package init(
    error: Double,
    window: Int,
    minimum: Int,
    failures: Int
  ) throws(NumericalFailure) {
    guard (1...20).contains(window), (1...window).contains(minimum),
      (1...window).contains(failures), error > 0, error < 1
    else { throw .outOfRange("windows of 1 to 20 calls, failures and minimum within them") }
    self.error = error
    self.window = window
    self.minimum = minimum
    self.failures = failures
  }

  /// The probability of having tripped after `calls` calls.
  package func tripped(within calls: Int) -> Double {
    var state = start
    var tripped = 0.0
    for call in 0..<max(0, calls) {
      let (next, now) = step(state, call: call)
      state = next
      tripped += now
    }
    return tripped
  }

  /// The mean number of calls until it trips.
  package var meanCallsToTrip: Double {
    var state = start
    var sum = 0.0
    var left = 1.0
    var hazard = 0.0
    var call = 0
    while left > 1e-17 {
      sum += left
      let (next, tripped) = step(state, call: call)
      state = next
      call += 1
      // Once the survivors trip at a constant rate, the rest is a geometric series.
      let now = tripped / left
      left = state.reduce(0, +)
      if call > 2 * window, now > 0, abs(now - hazard) < 1e-10 * now { return sum + left / now }
      hazard = now
    }
    return sum
  }

  private var start: [Double] {
    var state = [Double](repeating: 0, count: 1 << window)
    state[0] = 1
    return state
  }

  /// Shifts one call in; a bit is set for a failure.
  ///
  /// Before the window is full, the unused high bits are 0, which is what an empty place counts.
  private func step(_ state: [Double], call: Int) -> (state: [Double], tripped: Double) {
    var next = [Double](repeating: 0, count: state.count)
    var tripped = 0.0
    let isJudged = call + 1 >= minimum
    for (mask, probability) in state.enumerated() where probability > 0 {
      let moved = (mask << 1) & (state.count - 1)
      for (target, share) in [(moved, 1 - error), (moved | 1, error)] {
        if isJudged, target.nonzeroBitCount >= failures {
          tripped += probability * share
        } else {
          next[target] += probability * share
        }
      }
    }
    return (next, tripped)
  }
}
