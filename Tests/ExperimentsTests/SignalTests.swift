import Testing

@testable import Experiments

@Suite
struct SignalTests {
  @Test
  func aRingBeforeTheWaitIsNotMissed() {
    let signal = Signal()
    let seen = signal.count
    signal.ring()
    signal.wait(after: seen, atMost: 60_000)
    #expect(signal.count == seen + 1)
  }

  @Test
  func aWaitWithoutARingEnds() {
    let signal = Signal()
    signal.wait(after: signal.count, atMost: 5)
    #expect(signal.count == 0)
  }
}
