import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func failsafeGo(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "https://failsafe-go.dev: circuitbreaker and retrypolicy NewWithDefaults"
    var draft = Draft(
      reading: facts.table,
      .proposal,
      "failsafe-go leaves it to its user; the provider's table",
      silence: "not a part of failsafe-go, or a policy without a default"
    )
    draft.poolsNaively(.proposal, "failsafe-go has no connections; a first version's")
    var retry = Policy.RetrySlot()
    retry.attempts = 3
    draft.set(\.retry, to: retry, "retry", "3 attempts without a pause", .code, source)
    var breaker = Breaker.Configuration()
    breaker.window = .count(size: 1)
    breaker.minimumCalls = 1
    breaker.failureCount = 1
    breaker.coolDown = .init(constant: .seconds(60))
    breaker.probes = .init(1, lease: .seconds(60))
    breaker.probes.budget = .concurrent
    breaker.retryAfter = nil
    breaker.semantics.halfOpensByTime = false
    draft.set(
      \.breaker,
      to: .init(scope: .server, configuration: breaker, whenOpen: .fail),
      "breaker",
      "one failure opens for 1 min, one success closes (leased for 60 s here)",
      .code,
      source
    )
    return draft
  }
}
