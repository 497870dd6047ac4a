import Statistics
import Testing

@Suite
struct TransientSingleServerTests {
  @Test
  func startsEmptyAndApproachesTheSteadyState() throws {
    let waits = TransientSingleServer.meanWaits(arrivalRate: 0.5, serviceRate: 1, count: 400)
    #expect(waits[0] == 0)
    // The second waits if the first is still there: P = λ/(λ + μ), then 1/μ on average.
    #expect(abs(waits[1] - 1.0 / 3) < 1e-14)
    let steady = try WaitingSystem(arrivalRate: 0.5, serviceRate: 1, servers: 1).meanWait
    #expect(abs(waits[399] - steady) < 1e-6)
    #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 <= $1 + 1e-15 })
  }
}
