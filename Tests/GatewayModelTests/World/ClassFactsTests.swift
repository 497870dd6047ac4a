import GatewayCore
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct ClassFactsTests {
  /// Seconds that a message lives: its TTL, or its deadline without one, or for ever.
  @Test(arguments: [
    (nil as Int?, nil as Int?, nil as Int?), (10, nil, 10), (10, 30, 30), (30, 10, 10),
    (nil, 20, 20),
  ])
  func aMessageLivesAsLongAsItIsSent(deadline: Int?, ttl: Int?, expected: Int?) throws {
    var one = try HandMade.plan().classes[0]
    one.deadline = deadline.map { .seconds($0) }
    one.ttl = ttl.map { .seconds($0) }
    let facts = ClassFacts(one, firstDestination: 0, hasExtras: false)
    let offered = Instant(nanoseconds: 5)
    let end = expected.map { Instant(nanoseconds: Int64($0) * 1_000_000_000 + 5) }
    #expect(facts.deadline(from: offered) == end ?? .distantFuture)
    #expect(facts.hasDeadline == (deadline != nil))
  }

  /// A message that is sent for an hour is still late after its deadline.
  @Test(arguments: [(1, 0), (3, 1)])
  func inTimeIsBeforeTheDeadlineWhateverTheTTL(deadline: Int, share: Int) throws {
    var plan = try ScriptedWorld.plan(
      rate: 20,
      roundTrip: .constant(2),
      duration: .seconds(20),
      policy: ScriptedWorld.policy(timeout: nil)
    )
    plan.classes[0].deadline = .seconds(deadline)
    plan.classes[0].ttl = .seconds(3600)
    let result = WorldRun.measure(plan, seed: Seed(3))
    expectSound(result)
    let judged = result.judged.reduce(0, +)
    #expect(judged > 300)
    #expect(result.inTime.reduce(0, +) == judged * share)
  }

  @Test
  func theRestIsReadOffThePlan() throws {
    var one = try HandMade.plan().classes[0]
    one.priority = 3
    let plain = ClassFacts(one, firstDestination: 7, hasExtras: true)
    #expect(plain.priority == 3 && plain.firstDestination == 7 && plain.destinations == 1)
    #expect(plain.hasExtras)
    #expect(plain.fallbackClock == .max && !plain.hasPatience)
    one.fallback = FallbackPlan(
      provider: 1,
      afterAttempts: nil,
      afterElapsed: .seconds(3),
      whenBreakerOpen: false
    )
    one.patience = try .constant(2)
    let unheard = ClassFacts(one, firstDestination: 0, hasExtras: false)
    #expect(unheard.fallbackClock == .max, "a policy that never falls back hears no clock")
    for place in one.policies.indices { one.policies[place].fallback = .ofClass }
    let rich = ClassFacts(one, firstDestination: 0, hasExtras: false)
    #expect(rich.fallbackClock == 3_000_000_000 && rich.hasPatience)
  }
}
