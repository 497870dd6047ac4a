import GatewayCore
import GatewayModel
import Testing

@testable import Scenarios

@Suite
struct PolicyLayerTests {
  @Test
  func theNearestWinsSlotBySlot() throws {
    let loaded = try Loaded(
      load: """
        {a: {to: fcm, arrivals: {poisson: 5/s}, policy: {retry: {attempts: 2}}},
         b: {to: apns, arrivals: {poisson: 5/s}}}
        """,
      """
      policy: {like: none, timeout: 9s, retry: {attempts: 7}}
      providers: {fcm: {policy: {timeout: 3s}}}
      """
    )
    #expect(loaded["load.a.policy(fcm).timeout"] == "3s")
    #expect(loaded["load.a.policy(fcm).retry.attempts"] == "2")
    #expect(loaded["load.b.policy(apns).timeout"] == "9s")
    #expect(loaded["load.b.policy(apns).retry.attempts"] == "7")
    #expect(loaded["load.b.policy(apns).breaker"] == "off")
  }

  @Test
  func ownPoliciesHaveNames() throws {
    let loaded = try Loaded(
      """
      policy: eager
      policies: {eager: {like: calm, timeout: 2s}, calm: {like: none, retry: {attempts: 3}}}
      """
    )
    #expect(loaded["load.a.policy(fcm).timeout"] == "2s")
    #expect(loaded["load.a.policy(fcm).retry.attempts"] == "3")
    #expect(loaded.scenario.world.classes[0].policies[0].name == "eager")
  }

  @Test
  func anOverrideOfAPolicyByNameKeepsTheName() throws {
    let overrides = ["policy.breaker.failure-rate=33%"]
    let loaded = try Loaded("policy: recommended", overrides: overrides)
    #expect(loaded["load.a.policy(fcm).breaker.failure-rate"] == "33%")
  }
}
