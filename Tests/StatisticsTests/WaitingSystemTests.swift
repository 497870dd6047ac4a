import Statistics
import Testing
import TimeAndChance

@Suite
struct WaitingSystemTests {
  /// One server: everything is exponential.
  @Test(arguments: [0.1, 0.5, 0.9, 0.999])
  func oneServerIsExponential(load: Double) throws {
    let system = try WaitingSystem(arrivalRate: 2 * load, serviceRate: 2, servers: 1)
    #expect(abs(system.probabilityOfWaiting - load) < 1e-12)
    #expect(abs(system.meanWait / (load / (2 * (1 - load))) - 1) < 1e-9)
    for p in [0.5, 0.9, 0.999] {
      let exact = -DeterministicMath.log(1 - p) / (2 * (1 - load))
      #expect(abs(system.sojournQuantile(p) / exact - 1) < 1e-9)
    }
    #expect(abs(system.meanInSystem - load / (1 - load)) < 1e-8 * system.meanInSystem)
  }

  /// The sojourn's tail integrates to its mean, also where both rates of its formula meet.
  @Test(arguments: [(3, 2.0), (3, 1.0), (10, 9.0), (2, 1.0 + 1e-9), (500, 480.0)])
  func tailIntegratesToTheMean(servers: Int, rate: Double) throws {
    let system = try WaitingSystem(arrivalRate: rate, serviceRate: 1, servers: servers)
    let step = 1.0 / 512
    var sum = 0.5 * system.sojournTail(0)
    for index in 1..<40_000 { sum += system.sojournTail(Double(index) * step) }
    #expect(abs(sum * step - system.meanSojourn) < 2e-5 * system.meanSojourn)
    let p99 = system.sojournQuantile(0.99)
    #expect(abs(system.sojournTail(p99) - 0.01) < 1e-12)
  }

  @Test
  func quantilesAreZeroWhereNobodyWaits() throws {
    let system = try WaitingSystem(arrivalRate: 1, serviceRate: 1, servers: 20)
    #expect(system.waitQuantile(0.99) == 0 && system.waitTail(-1) == 1)
    #expect(throws: NumericalFailure.unstable(load: 1)) {
      try WaitingSystem(arrivalRate: 3, serviceRate: 1, servers: 3)
    }
    #expect(throws: NumericalFailure.self) {
      try WaitingSystem(arrivalRate: 3, serviceRate: 1, servers: 0)
    }
  }
}
