import Statistics
import Testing

@Suite
struct PriorityQueueTests {
  @Test
  func classesShareOneWait() throws {
    let waits = try PriorityQueue.meanWaits(
      arrivalRates: [5, 2, 1.5],
      serviceRate: 1,
      servers: 10
    )
    let all = try WaitingSystem(arrivalRate: 8.5, serviceRate: 1, servers: 10)
    let mean = (5 * waits[0] + 2 * waits[1] + 1.5 * waits[2]) / 8.5
    #expect(abs(mean - all.meanWait) < 1e-12)
    #expect(waits[0] < waits[1] && waits[1] < waits[2])
    #expect(throws: NumericalFailure.self) {
      try PriorityQueue.meanWaits(arrivalRates: [5, 6], serviceRate: 1, servers: 10)
    }
  }
}
