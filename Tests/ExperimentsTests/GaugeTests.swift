import Testing
import TimeAndChance

@testable import Experiments

@Suite
struct GaugeTests {
  @Test
  func messagesOfEarlierTrialsStayCounted() {
    let gauge = Gauge()
    gauge.begin()
    gauge.report(share: 0.5, messages: 70, at: Instant(nanoseconds: 9))
    #expect(gauge.share == 0.5 && gauge.messages == 70 && gauge.now.nanoseconds == 9)
    gauge.begin()
    #expect(gauge.share == 0 && gauge.messages == 70 && gauge.now == .zero)
    gauge.report(share: 0.1, messages: 5, at: .zero)
    #expect(gauge.messages == 75)
  }

  @Test
  func itStopsWhenCancelledOrReleased() {
    let cancellation = Cancellation()
    let gauge = Gauge(cancellation: cancellation)
    #expect(!gauge.shouldStop)
    cancellation.request()
    #expect(gauge.shouldStop)
    let other = Gauge()
    other.release()
    #expect(other.shouldStop)
  }
}
