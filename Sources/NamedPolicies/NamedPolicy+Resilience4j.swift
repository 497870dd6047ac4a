import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func resilience4j(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "resilience4j: defaults of CircuitBreakerConfig, RetryConfig, TimeLimiterConfig"
    var draft = Draft(
      reading: facts.table,
      .proposal,
      "resilience4j leaves it to its user; the provider's table",
      silence: "not a part of resilience4j, or a module that is not among its decorators' defaults"
    )
    draft.set(\.timeout, to: .seconds(1), "timeout", "1 s", .code, source)
    draft.poolsNaively(.proposal, "resilience4j has no connections; a first version's")
    var retry = Policy.RetrySlot()
    retry.attempts = 3
    retry.pauses = Backoff(.fixed(.milliseconds(500)))
    draft.set(\.retry, to: retry, "retry", "3 attempts, 500 ms apart", .code, source)
    draft.set(
      \.breaker,
      to: .init(scope: .server, configuration: resilience4jBreaker(), whenOpen: .fail),
      "breaker",
      "50 % failures or 100 % slower than 60 s of the last 100; open 60 s; 10 probes by the same "
        + "rates; half-open without limit (a lease of 60 s here)",
      .code,
      source
    )
    return draft
  }

  private static func resilience4jBreaker() -> Breaker.Configuration {
    var breaker = Breaker.Configuration()
    breaker.window = .count(size: 100)
    breaker.minimumCalls = 100
    breaker.failureRate = .percent(50)
    breaker.slowAfter = .seconds(60)
    breaker.slowRate = .percent(100)
    breaker.coolDown = .init(constant: .seconds(60))
    breaker.probes.count = 10
    breaker.probes.rule = .rates
    breaker.probes.lease = .seconds(60)
    breaker.retryAfter = nil
    breaker.semantics.boundaryIncluded = false
    breaker.semantics.everyResultTrips = true
    breaker.semantics.lateResultsJoinOpen = true
    breaker.semantics.halfOpensByTime = false
    return breaker
  }
}
