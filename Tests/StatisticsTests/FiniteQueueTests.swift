import Statistics
import Testing

@Suite
struct FiniteQueueTests {
  @Test(arguments: [
    (3, 2, 4, 0.399_014_778_325_123_15, 0.590_163_934_426_229_51),
    (1_200, 1_000, 1_500, 0.166_666_666_666_666_67, 0.495),
  ])
  func agreesWithReferenceValues(
    rate: Double,
    servers: Int,
    capacity: Int,
    blocking: Double,
    wait: Double
  ) throws {
    let queue = try FiniteQueue(
      arrivalRate: rate,
      serviceRate: 1,
      servers: servers,
      capacity: capacity
    )
    #expect(abs(queue.probabilityOfBlocking / blocking - 1) < 1e-11)
    #expect(abs(queue.meanWait / wait - 1) < 1e-10)
    #expect(abs(queue.meanSojourn - queue.meanWait - 1) < 1e-10)
    #expect(queue.share(of: capacity + 1) == 0 && queue.utilisation <= 1 + 1e-12)
  }

  @Test
  func withoutALineItIsErlangB() throws {
    let queue = try FiniteQueue(arrivalRate: 480, serviceRate: 1, servers: 500, capacity: 500)
    let erlang = Erlang.blocking(servers: 500, offered: 480)
    #expect(abs(queue.probabilityOfBlocking / erlang - 1) < 1e-11)
    #expect(queue.probabilityOfWaiting == 0 && queue.meanQueue == 0)
    #expect(throws: NumericalFailure.self) {
      try FiniteQueue(arrivalRate: 1, serviceRate: 1, servers: 5, capacity: 4)
    }
  }
}
