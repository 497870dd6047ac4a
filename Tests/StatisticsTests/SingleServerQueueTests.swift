import Statistics
import Testing

@Suite
struct SingleServerQueueTests {
  @Test
  func exponentialServiceIsTheWaitingSystem() throws {
    let queue = try SingleServerQueue(arrivalRate: 0.9, service: .exponential(mean: 1))
    let system = try WaitingSystem(arrivalRate: 0.9, serviceRate: 1, servers: 1)
    #expect(abs(queue.meanWait - system.meanWait) < 1e-9)
    #expect(abs(queue.waitVariance - system.waitVariance) < 1e-7)
    #expect(abs(queue.meanQueue - 8.1) < 1e-9 && abs(queue.meanSojourn - 10) < 1e-9)
    #expect(queue.meanWait(inBatchesOf: 1) == queue.meanWait)
  }

  @Test
  func prioritiesKeepTheWork() throws {
    let classes = try [
      (arrivalRate: 0.3, service: Distribution.exponential(mean: 1)),
      (arrivalRate: 0.2, service: Distribution.constant(2)),
    ]
    let waits = try SingleServerQueue.meanWaits(byPriority: classes)
    // Kleinrock's conservation law: Σ ρW does not depend on the order.
    let other = try SingleServerQueue.meanWaits(byPriority: classes.reversed())
    #expect(abs(0.3 * waits[0] + 0.4 * waits[1] - 0.3 * other[1] - 0.4 * other[0]) < 1e-12)
    #expect(throws: NumericalFailure.self) {
      try SingleServerQueue(arrivalRate: 1, service: .constant(1))
    }
    #expect(throws: NumericalFailure.self) {
      try SingleServerQueue.meanWaits(byPriority: [(1, .constant(1))])
    }
  }
}
