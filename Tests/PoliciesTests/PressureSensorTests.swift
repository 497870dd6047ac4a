import Testing
import TimeAndChance

@testable import Policies

@Suite
struct PressureSensorTests {
  @Test
  func oldResultsAndReadingsFallOut() {
    let latency = PressureLadder.LatencySignal(above: .milliseconds(500), until: .milliseconds(300))
    var sensor = PressureSensor(window: 10_000_000_000, latency: latency, at: 0)
    sensor.add(.good, elapsed: 400_000_000, at: 500_000_000)
    sensor.add(.failed, elapsed: 600_000_000, at: 1_500_000_000)
    sensor.add(.throttled, elapsed: 100_000_000, at: 2_500_000_000)
    #expect(sensor.sum.total == 3 && sensor.sum.failed == 1 && sensor.sum.throttled == 1)
    #expect(sensor.sum.aboveEnter == 1 && sensor.sum.aboveLeave == 2)
    let totals = [10, 11, 12].map { second -> Int32 in
      sensor.expire(at: Int64(second) * 1_000_000_000)
      return sensor.sum.total
    }
    #expect(totals == [2, 1, 0])
    sensor.read(1, 7, at: 0)
    let values = [5, 10, 11].map { sensor.gauge(1, at: Int64($0) * 1_000_000_000) }
    #expect(values == [7, 7, 0])
  }
}
