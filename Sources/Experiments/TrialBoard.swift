internal import Synchronization

/// Who computes which trial, and what has come back: the one thing that the threads share.
final class TrialBoard<Result: Sendable>: Sendable {
  private struct State: Sendable {
    /// The next trial that nobody has taken.
    var next = 0
    /// No trial from here on is wanted.
    var end: Int
    /// Trials handed to the collector, in order.
    var collected = 0
    var running = 0
    var finished: ContiguousArray<Result?>
  }

  /// What the collector finds when it asks for the next result.
  enum Found {
    case result(Result)
    case later
    case nothingMore
  }

  private let state: Mutex<State>
  private let cancellation: Cancellation
  /// How far the threads may run ahead of the collector: it bounds the memory of unread results.
  private let lead: Int
  private let signal = Signal()

  init(count: Int, lead: Int, cancellation: Cancellation) {
    self.lead = lead
    self.cancellation = cancellation
    state = Mutex(State(end: count, finished: ContiguousArray(repeating: nil, count: count)))
  }

  /// Takes the next trial, waiting while too many results lie unread; `nil` when all is done.
  func claim() -> Int? {
    while true {
      let seen = signal.count
      var mustWait = false
      let index = state.withLock { state -> Int? in
        guard state.next < state.end, !cancellation.isRequested else { return nil }
        guard state.next < state.collected + lead else {
          mustWait = true
          return nil
        }
        state.next += 1
        state.running += 1
        return state.next - 1
      }
      guard mustWait else { return index }
      signal.wait(after: seen, atMost: 100)
    }
  }

  /// Hands in a result; one that was given up ends the study before its index.
  func deliver(_ result: Result?, of index: Int) {
    state.withLock { state in
      state.running -= 1
      if let result {
        state.finished[index] = result
      } else {
        state.end = min(state.end, index)
      }
    }
    signal.ring()
  }

  /// Takes the next result in index order, waiting a moment if it is still being computed.
  func collect(waitingAtMost milliseconds: Int) -> Found {
    let seen = signal.count
    let found = state.withLock { state -> Found in
      guard state.collected < state.end else { return .nothingMore }
      let index = state.collected
      if let result = state.finished[index] {
        state.finished[index] = nil
        state.collected += 1
        return .result(result)
      }
      let abandoned = cancellation.isRequested && state.running == 0
      return abandoned ? .nothingMore : .later
    }
    switch found {
    case .result: signal.ring()
    case .later: signal.wait(after: seen, atMost: milliseconds)
    case .nothingMore: break
    }
    return found
  }

  /// Says that no further result is wanted.
  func close() {
    state.withLock { $0.end = min($0.end, $0.collected) }
    signal.ring()
  }

  /// Trials whose results have come back, collected or not.
  var done: Int {
    state.withLock { $0.next - $0.running }
  }
}
