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

  /// A million random results against a plain list, in big steps and in small ones.
  @Test
  func agreesWithAPlainList() {
    let seed = Seed(12)
    var dice = RandomStream(seed)
    var problem: String?
    for round in 0..<100 {
      let latency = PressureLadder.LatencySignal(
        above: .milliseconds(500),
        until: .milliseconds(300)
      )
      var sensor = PressureSensor(window: 10_000_000_000, latency: latency, at: 0)
      var live: [(bucket: Int64, elapsed: Int64, failed: Bool)] = []
      var now: Int64 = 0
      for step in 0..<10_000 where problem == nil {
        let span = dice.nanoseconds(below: dice.happens(0.001) ? 30_000_000_000 : 300_000_000)
        if dice.happens(0.5) { sensor.expire(at: now + span / 2) }
        now += span
        let (elapsed, failed) = (dice.nanoseconds(below: 1_000_000_000), dice.happens(0.3))
        sensor.add(failed ? .failed : .good, elapsed: elapsed, at: now)
        sensor.expire(at: now - dice.nanoseconds(below: 1_000_000_000))
        live.append((now / 1_000_000_000, elapsed, failed))
        live.removeAll { $0.bucket <= now / 1_000_000_000 - 10 }
        let sum = sensor.sum
        if Int(sum.total) != live.count || Int(sum.failed) != live.count(where: \.failed)
          || Int(sum.aboveEnter) != live.count(where: { $0.elapsed > 500_000_000 })
          || Int(sum.aboveLeave) != live.count(where: { $0.elapsed > 300_000_000 })
        {
          problem = "round \(round) step \(step): \(sum), not \(live.count)"
        }
      }
    }
    #expect(problem == nil, "seed \(seed.value)")
  }
}
