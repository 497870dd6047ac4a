import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func hystrix(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "https://github.com/Netflix/Hystrix/wiki/Configuration"
    var draft = Draft(
      reading: facts.table,
      .proposal,
      "Hystrix leaves it to its user; the provider's table",
      silence: "not a part of Hystrix"
    )
    draft.set(\.timeout, to: .seconds(1), "timeout", "1 s", .documented, source)
    draft.poolsNaively(.proposal, "Hystrix has no connections; a first version's")
    draft.set(
      \.breaker,
      to: .init(scope: .server, configuration: hystrixBreaker(), whenOpen: .fallback),
      "breaker",
      "50 % of 20 in 10 s × 10; open 5 s, one test request; falls back",
      .documented,
      source
    )
    draft.set(
      \.bulkhead,
      to: 10,
      "bulkhead",
      "10 threads a pool; beyond them a call is refused there, here it waits",
      .documented,
      source
    )
    draft.set(
      \.fallback,
      to: .ofClass,
      "fallback",
      "the command's own",
      .documented,
      source
    )
    return draft
  }

  private static func hystrixBreaker() -> Breaker.Configuration {
    var breaker = Breaker.Configuration()
    breaker.failureRate = .percent(50)
    breaker.minimumCalls = 20
    breaker.coolDown = .init(constant: .seconds(5))
    breaker.probes = .init(1, lease: .seconds(5))
    breaker.retryAfter = nil
    breaker.semantics.boundaryIncluded = false
    breaker.semantics.halfOpensByTime = false
    return breaker
  }
}
