import Statistics
import Testing
import TimeAndChance

@Suite
struct FixedServiceQueueTests {
  /// One server: Pollaczek and Khinchine for the mean, Erlang's alternating sum for the law.
  @Test(arguments: [0.2, 0.5, 0.8, 0.95, 0.999])
  func oneServerIsKnown(load: Double) throws {
    let queue = try FixedServiceQueue(arrivalRate: load, serviceTime: 1, servers: 1)
    #expect(abs(queue.meanWait / (load / (2 * (1 - load))) - 1) < 1e-8)
    #expect(abs(queue.probabilityOfWaiting - load) < 1e-9)
    for t in [0.5, 1.0, 2.5] {
      var sum = 0.0
      var factorial = 1.0
      for k in 0...Int(t) {
        if k > 0 { factorial *= Double(k) }
        let x = load * (Double(k) - t)
        var power = 1.0
        for _ in 0..<k { power *= x }
        sum += power / factorial * DeterministicMath.exp(-x)
      }
      #expect(abs(1 - queue.waitTail(t) - (1 - load) * sum) < 1e-9, "t \(t)")
    }
  }

  /// The tail integrates to the mean, for many servers too.
  @Test(arguments: [(2, 1.6), (2, 1.9), (10, 9.5), (300, 290)])
  func tailIntegratesToTheMean(servers: Int, rate: Double) throws {
    let queue = try FixedServiceQueue(arrivalRate: rate, serviceTime: 1, servers: servers)
    let steps = 400
    let far = queue.waitQuantile(1 - 1e-8)
    var sum = 0.0
    for index in 0..<steps {
      sum += queue.waitTail((Double(index) + 0.5) * far / Double(steps)) * far / Double(steps)
    }
    #expect(abs(sum / queue.meanWait - 1) < 2e-3, "\(sum), \(queue.meanWait)")
    let exponential = try WaitingSystem(arrivalRate: rate, serviceRate: 1, servers: servers)
    #expect(queue.meanWait < exponential.meanWait && queue.meanWait > 0.45 * exponential.meanWait)
  }

  @Test
  func loadsItCannotCarryAreRefused() {
    #expect(throws: NumericalFailure.unstable(load: 1)) {
      try FixedServiceQueue(arrivalRate: 2, serviceTime: 1, servers: 2)
    }
    #expect(throws: NumericalFailure.self) {
      try FixedServiceQueue(arrivalRate: 1.999_999, serviceTime: 1, servers: 2)
    }
  }
}
