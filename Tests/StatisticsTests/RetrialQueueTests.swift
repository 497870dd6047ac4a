import Statistics
import Testing

@Suite
struct RetrialQueueTests {
  /// Against a dense solution of the same chain, and the closed form for one server.
  @Test(arguments: [
    (1.2, 0.7, 2, 1, 1.858_110_846_279_243_7, 0.413_958_213_554_006_1),
    (4, 0.7, 3, 0.6, 3.314_972_538_267_631, 0.590_716_847_135_491_7),
  ])
  func agreesWithTheDenseChain(
    rate: Double,
    retry: Double,
    servers: Int,
    persistence: Double,
    orbit: Double,
    blocking: Double
  ) throws {
    let queue = try RetrialQueue(
      arrivalRate: rate,
      serviceRate: 1,
      retryRate: retry,
      servers: servers,
      persistence: persistence
    )
    #expect(abs(queue.meanOrbit / orbit - 1) < 1e-8)
    #expect(abs(queue.probabilityOfBlocking / blocking - 1) < 1e-8)
  }

  @Test(arguments: [0.1, 0.5, 0.9, 0.97])
  func oneServerHasAClosedForm(load: Double) throws {
    let queue = try RetrialQueue(arrivalRate: load, serviceRate: 1, retryRate: 0.5, servers: 1)
    let exact = load * (load + 0.5 * load) / (0.5 * (1 - load))
    #expect(abs(queue.meanOrbit / exact - 1) < 1e-7)
    #expect(abs(queue.meanBusy - load) < 1e-8)
  }

  @Test
  func overloadIsRefused() {
    #expect(throws: NumericalFailure.self) {
      try RetrialQueue(arrivalRate: 5, serviceRate: 1, retryRate: 1, servers: 5)
    }
  }
}
