import Statistics
import Testing

@Suite
struct OrbitChainTests {
  @Test
  func withoutRetriesItIsAFiniteQueue() throws {
    let chain = try OrbitChain(
      arrivalRate: 7,
      serviceRate: 10,
      capacity: 25,
      retryRate: 0.5,
      timeoutRate: 0.1,
      keep: 1,
      orbit: 0
    )
    let queue = try FiniteQueue(arrivalRate: 7, serviceRate: 10, servers: 1, capacity: 25)
    #expect(abs(chain.meanInSystem / queue.meanInSystem - 1) < 1e-12)
    #expect(abs(chain.probabilityOfFullQueue / queue.probabilityOfBlocking - 1) < 1e-10)
    #expect(chain.meanOrbit == 0)
    // From 25 down to 1 at a net 3 a second, roughly.
    let time = try chain.meanTimeToRecover()
    #expect(time > 6 && time < 12, "\(time)")
  }
}
