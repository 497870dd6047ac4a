import Statistics
import Testing

@Suite
struct HeavyTrafficTests {
  @Test
  func limitsAreNearLargeSystems() throws {
    let offered = 90_000.0
    let beta = 0.7
    let servers = Int((offered + beta * offered.squareRoot()).rounded())
    let exact = Erlang.waiting(servers: servers, offered: offered)
    #expect(abs(HeavyTraffic.halfinWhitt(beta: beta) - exact) < 2e-3)
    #expect(
      abs(HeavyTraffic.halfinWhitt(beta: HeavyTraffic.halfinWhittBeta(waiting: 0.3)) - 0.3) < 1e-12
    )
    let impatient = try ImpatientQueue(
      arrivalRate: offered,
      serviceRate: 1,
      abandonRate: 0.5,
      servers: servers
    )
    let limit = HeavyTraffic.garnett(beta: beta, serviceToAbandon: 2)
    #expect(abs(limit - impatient.probabilityOfWaiting) < 2e-3)
  }

  @Test
  func allenCunneenIsExactForOneServer() throws {
    let service = try Distribution.lognormal(median: 0.05, p99: 0.4)
    let wait = try HeavyTraffic.allenCunneenWait(arrivalRate: 10, service: service, servers: 1)
    let exact = try SingleServerQueue(arrivalRate: 10, service: service).meanWait
    #expect(abs(wait / exact - 1) < 1e-9)
  }
}
