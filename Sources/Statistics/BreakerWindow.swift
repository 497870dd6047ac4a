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
    for call in 0..<max(0, calls) { state = step(state, call: call) }
    return max(0, 1 - state.reduce(0, +))
  }

  /// The mean number of calls until it trips.
  package var meanCallsToTrip: Double {
    var state = start
    var sum = 0.0
    var left = 1.0
    var ratio = 0.0
    var call = 0
    while left > 1e-17 {
      sum += left
      state = step(state, call: call)
      call += 1
      let now = state.reduce(0, +)
      let change = now / left
      left = now
      // Once the survivors shrink by a constant factor, the rest is a geometric series.
      if call > 2 * window, abs(change - ratio) < 1e-14 { return sum + left / (1 - change) }
      ratio = change
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
  private func step(_ state: [Double], call: Int) -> [Double] {
    var next = [Double](repeating: 0, count: state.count)
    let isJudged = call + 1 >= minimum
    for (mask, probability) in state.enumerated() where probability > 0 {
      let moved = (mask << 1) & (state.count - 1)
      for (target, share) in [(moved, 1 - error), (moved | 1, error)]
      where !(isJudged && target.nonzeroBitCount >= failures) {
        next[target] += probability * share
      }
    }
    return next
  }
}
