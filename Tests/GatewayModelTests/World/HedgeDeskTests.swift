import GatewayCore
import Policies
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct HedgeDeskTests {
  /// One call in a hundred takes two seconds instead of a tenth.
  private func play(_ hedge: Policy.HedgeSlot?, crash: Bool = false) throws -> Measurements {
    var policy = try ScriptedWorld.policy(attempts: 1, timeout: nil)
    policy.hedge = hedge
    var plan = try ScriptedWorld.plan(
      rate: 200,
      roundTrip: .hyperexponential([
        (share: 0.99, mean: 0.05), (share: 0.01, mean: 2),
      ]),
      servers: 4,
      duration: .seconds(200),
      policy: policy
    )
    if crash {
      plan.fleet.queue.visibilityTimeout = .seconds(2)
      plan.faults = [
        ScriptedWorld.fault(.crash(share: 0.5, backAfter: .seconds(1)), at: 50, hits: .servers)
      ]
    }
    let result = WorldRun.measure(plan, seed: Seed(9))
    expectSound(result)
    #expect(result.final[0].accepted == result.final[0].offered)
    return result
  }

  @Test
  func aSecondCallCutsTheTail() throws {
    let (without, with) = (try play(nil), try play(.after(.milliseconds(400))))
    let tails = try [without, with].map { try #require($0.accept[0].quantile(0.999)) / 1e9 }
    #expect(tails[0] > 2 && tails[1] < 1, "\(tails)")
    let extra = with.final[0].attempts - with.final[0].offered
    // About e^-0.2 of one in a hundred are still under way after 400 ms, and e^-8 of the others.
    #expect(abs(Double(extra) / Double(with.final[0].offered) - 0.0085) < 0.003, "\(extra)")
    // Nobody calls the first one back: nearly all arrive twice.
    #expect(with.final[0].duplicates > extra * 9 / 10 && with.final[0].duplicates <= extra)
  }

  @Test
  func lateIsMeasuredAndTheBudgetHolds() throws {
    let half = try play(.quantile(.percent(50)))
    let extra = Double(half.final[0].attempts - half.final[0].offered)
    #expect(abs(extra / Double(half.final[0].offered) - 0.1) < 0.005, "\(extra)")
    let tail = try play(.quantile(.percent(95)))
    let few = Double(tail.final[0].attempts - tail.final[0].offered)
    #expect(abs(few / Double(tail.final[0].offered) - 0.05) < 0.01, "\(few)")
  }

  @Test
  func aCrashLosesNeitherOfTheTwo() throws {
    _ = try play(.after(.milliseconds(50)), crash: true)
  }
}
