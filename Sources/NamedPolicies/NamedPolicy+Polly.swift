import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func polly(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "https://www.pollydocs.org/strategies, defaults of version 8"
    var draft = Draft(
      reading: facts.table,
      .proposal,
      "Polly leaves it to its user; the provider's table",
      silence: "not a part of Polly, or a strategy without a default"
    )
    draft.set(\.timeout, to: .seconds(30), "timeout", "30 s", .documented, source)
    draft.poolsNaively(.proposal, "Polly has no connections; a first version's")
    var retry = Policy.RetrySlot()
    retry.attempts = 4
    retry.pauses = Backoff(.fixed(.seconds(2)))
    draft.set(
      \.retry,
      to: retry,
      "retry",
      "3 retries, 2 s apart, without jitter",
      .documented,
      source
    )
    var breaker = Breaker.Configuration()
    breaker.window = .time(span: .seconds(30), buckets: 10)
    breaker.minimumCalls = 100
    breaker.failureRate = .percent(10)
    breaker.coolDown = .init(constant: .seconds(5))
    breaker.probes = .init(1, lease: .seconds(30))
    breaker.retryAfter = nil
    breaker.semantics.halfOpensByTime = false
    draft.set(
      \.breaker,
      to: .init(scope: .server, configuration: breaker, whenOpen: .fail),
      "breaker",
      "10 % of 100 in 30 s × 10; open 5 s, one probe (leased for 30 s here)",
      .documented,
      source
    )
    return draft
  }
}
