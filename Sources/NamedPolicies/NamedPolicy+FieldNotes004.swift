import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func notes004(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "field notes 004"
    var draft = Draft(
      reading: facts.table,
      .assumption,
      source + " do not say; the provider's table",
      silence: source + " say nothing of it"
    )
    draft.set(\.timeout, to: .seconds(30), "timeout", "30 s", .seed, source)
    draft.poolsNaively(.assumption, source + " do not say")
    var retry = Policy.RetrySlot()
    retry.attempts = 2
    retry.pauses = .exponential(base: .seconds(1), cap: .seconds(10), jitter: .none)
    retry.retryAfter = .exact(atMost: .seconds(60))
    retry.respectsDeadline = true
    draft.set(
      \.retry,
      to: retry,
      "retry",
      "once more for what passes, after Retry-After; then fails",
      .seed,
      source + "; the pauses are ours"
    )
    draft.set(
      \.breaker,
      to: .init(scope: .server, configuration: notes004Breaker(), whenOpen: .fail),
      "breaker",
      "50 % of 20 in 10 s; open 30 s, one trial, close or reopen; fails fast",
      .seed,
      source + ": 30 s and one trial; threshold, window and minimum are ours"
    )
    draft.set(
      \.fallback,
      to: .stale(hit: .percent(80)),
      "fallback",
      "the last known good answer, for 80 %",
      .seed,
      source + "; the share is ours"
    )
    draft.policy.connect.outlier = .init(
      consecutive: 5,
      pause: .seconds(30),
      atMost: .percent(10)
    )
    draft.note(
      "outlier",
      "5 failures in a row, 30 s, at most 10 %",
      .seed,
      source + "; the figures are Envoy's"
    )
    return draft
  }

  private static func notes004Breaker() -> Breaker.Configuration {
    var breaker = Breaker.Configuration()
    breaker.failureRate = .percent(50)
    breaker.minimumCalls = 20
    breaker.coolDown = .init(constant: .seconds(30))
    breaker.probes = .init(1, lease: .seconds(30))
    return breaker
  }
}
