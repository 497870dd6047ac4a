import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct ClientRequestTests {
  @Test
  func theFactsAreThoseOfThePlan() throws {
    var plan = ClientPlan(
      wait: try .constant(2),
      attempts: 4,
      pause: try .constant(0.25),
      honourRetryAfter: 0.75
    )
    let plain = ClientFacts(plan)
    var draws = KeyedStream(state: 1)
    #expect(plain.wait.nanoseconds(using: &draws) == 2_000_000_000)
    #expect(plain.pause.nanoseconds(using: &draws) == 250_000_000)
    #expect(plain.attempts == 4 && plain.honours == 0.75 && plain.again == 1)
    #expect(plain.pausingAtMost == .max && plain.hearsLateAnswers && !plain.insists)
    plan.triesAgain = 0.5
    plan.pausingAtMost = 9
    plan.hearsLateAnswers = false
    plan.insists = true
    let other = ClientFacts(plan)
    #expect(other.again == 0.5 && other.pausingAtMost == 9)
    #expect(!other.hearsLateAnswers && other.insists)
  }
}
