import Statistics
import Testing

@Suite
struct StaffingTests {
  /// The answer meets the target and one server fewer does not.
  @Test(arguments: [0.3, 4.2, 372.77, 29_000, 90_000])
  func answersAreTheSmallest(offered: Double) throws {
    let loss = try Staffing.servers(offered: offered, blockingAtMost: 0.001)
    #expect(Erlang.blocking(servers: loss, offered: offered) <= 0.001)
    #expect(Erlang.blocking(servers: loss - 1, offered: offered) > 0.001)
    let waiting = try Staffing.servers(offered: offered, waitingAtMost: 0.2)
    #expect(Erlang.waiting(servers: waiting, offered: offered) <= 0.2)
    #expect(Erlang.waiting(servers: waiting - 1, offered: offered) > 0.2)
    let rule = Staffing.squareRootRule(offered: offered, waiting: 0.2)
    #expect(offered < 10 || abs(rule - Double(waiting)) < 2)
  }

  @Test
  func waitsInSeconds() throws {
    let mean = try Staffing.servers(arrivalRate: 5_000, serviceRate: 13.4, meanWaitAtMost: 0.001)
    let system = try WaitingSystem(arrivalRate: 5_000, serviceRate: 13.4, servers: mean)
    let fewer = try WaitingSystem(arrivalRate: 5_000, serviceRate: 13.4, servers: mean - 1)
    #expect(system.meanWait <= 0.001 && fewer.meanWait > 0.001)
    let tail = try Staffing.servers(
      arrivalRate: 5_000,
      serviceRate: 13.4,
      waitQuantile: 0.99,
      atMost: 0.01
    )
    let met = try WaitingSystem(arrivalRate: 5_000, serviceRate: 13.4, servers: tail)
    let missed = try WaitingSystem(arrivalRate: 5_000, serviceRate: 13.4, servers: tail - 1)
    #expect(met.waitQuantile(0.99) <= 0.01 && missed.waitQuantile(0.99) > 0.01)
    #expect(Staffing.servers(toCarry: 12) == 13 && Staffing.servers(toCarry: 12.1) == 13)
  }
}
