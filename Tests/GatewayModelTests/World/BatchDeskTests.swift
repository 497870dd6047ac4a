import GatewayCore
import Policies
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct BatchDeskTests {
  private func plan(size: Int, linger: Duration) throws -> WorldPlan {
    var policy = try SideWorld.policy()
    policy.batch = Policy.BatchSlot(size: size, linger: linger)
    return try SideWorld.plan(every: 0.01, takes: 0.1, duration: .seconds(100), policy: policy)
  }

  /// Full batches of ten come together in 90 ms; short of time they hold five.
  @Test(arguments: [(Duration.seconds(5), 0.1 + 0.045), (.milliseconds(50), 0.1 + 0.03)])
  func messagesWaitForEachOther(linger: Duration, mean: Double) throws {
    let result = SideWorld.play(try plan(size: 10, linger: linger))
    let counters = result.final[0]
    #expect(counters.offered == 10_000 && counters.accepted == 10_000)
    #expect(counters.attempts == 10_000 && counters.attempted == 10_000)
    let found = try #require(result.accept[0].mean) / 1e9
    #expect(abs(found - mean) < 0.002, "\(found)")
    let calls = Double(result.roundTrip[0].count)
    #expect(abs(calls - (linger > .seconds(1) ? 1000 : 2000)) <= 5, "\(calls)")
  }

  @Test
  func oneFailedCallFailsThemAll() throws {
    var plan = try plan(size: 500, linger: .seconds(10))
    plan.classes[0].policies[0].retry.attempts = 2
    plan.classes[0].policies[0].retry.then = .park
    plan.classes[0].policies[0].retry.park = ParkingLadder([.seconds(5)])
    plan.providers[0].answers = [
      AnswerShare(key: "503", reply: .answer(Answer(status: 503)), share: Profile(constant: 0.5))
    ]
    let result = SideWorld.play(plan).final[0]
    // Twenty batches of five hundred, or what came back of them: whole ones fail.
    #expect(result.status5xx >= 500 && result.status5xx == result.wasted)
    #expect(result.accepted + result.deadLettered == 10_000 && result.parkings > 0)
    #expect(result.attempts == result.accepted + result.wasted)
  }

  @Test
  func eachTokenIsAnsweredAboutOnItsOwn() throws {
    var tokens = TokenPlan(registered: 50_000)
    tokens.dead = 0.024
    var policy = try TokenWorld.policy()
    policy.batch = Policy.BatchSlot(size: 500, linger: .seconds(1))
    let plan = try TokenWorld.plan(
      tokens,
      campaigns: [.seconds(1), .seconds(100)],
      policy: policy
    )
    let result = TokenWorld.play(plan)
    let (first, second) = (result.final[0], result.final[1])
    #expect(first.pruned == 1200 && first.permanent == 1200 && first.accepted == 48_800)
    #expect(second.dropped == 1200 && second.accepted == 48_800)
    #expect(result.roundTrip.reduce(0) { $0 + Int($1.count) } <= 200)
  }

  @Test
  func aBatchCountsInFullAgainstTheQuota() throws {
    var plan = try plan(size: 100, linger: .seconds(10))
    plan.providers[0].quota = .init(
      limit: 1000,
      window: .seconds(3600),
      refill: .toFull,
      counts: .everything,
      retryAfter: .none
    )
    plan.fleet.start = .cold
    let result = SideWorld.play(plan).final[0]
    #expect(result.accepted == 1000 && result.status429 == 9000, "\(result)")
  }
}
