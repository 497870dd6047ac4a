import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func notes003(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "field notes 003"
    var draft = Draft(
      reading: facts.table,
      .assumption,
      source + " do not say; the provider's table",
      silence: source + " say nothing of it"
    )
    draft.set(
      \.timeout,
      to: facts.p99 * 3 / 2,
      "timeout",
      "p99 and half of it again",
      .seed,
      source + ": p99 to p99.9 plus a buffer; the half is ours"
    )
    draft.poolsNaively(.assumption, source + " do not say")
    draft.set(
      \.breaker,
      to: .init(scope: .server, configuration: notes003Breaker(), whenOpen: .fail),
      "breaker",
      "50 % of 100 in 10 s; open 30 s; 10 probes; fails fast with Retry-After",
      .seed,
      source + ": 50 %; window, minimum, cool-down and probes are ours"
    )
    draft.set(
      \.limit,
      to: .gradient2(.init()),
      "limit",
      "concurrency by the gradient of round trips",
      .seed,
      source + ": limits on concurrency rather than on rate; the algorithm is Netflix's"
    )
    return draft
  }

  private static func notes003Breaker() -> Breaker.Configuration {
    var breaker = Breaker.Configuration()
    breaker.failureRate = .percent(50)
    breaker.coolDown = .init(constant: .seconds(30))
    breaker.probes = .init(10, lease: .seconds(30))
    return breaker
  }
}
