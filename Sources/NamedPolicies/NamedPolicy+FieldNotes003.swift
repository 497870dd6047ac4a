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
    draft.set(
      \.pressure,
      to: notes003Ladder(facts),
      "pressure",
      "p95 over 2 × its baseline for 30 s, errors over 5 % for 2 min, queue 10 k, CPU 70 %: "
        + "delays 20 ms, sheds p3, sheds p2, opens; dwells 10 s",
      .seed,
      source
    )
    return draft
  }

  private static func notes003Ladder(_ facts: ProviderFacts) -> PressureLadder.Configuration {
    var ladder = PressureLadder.Configuration()
    ladder.latency = .init(above: facts.p95 * 2, for: .seconds(30))
    ladder.errorRate = .init(above: 0.05, for: .seconds(120))
    ladder.queue = .init(above: 10_000)
    ladder.cpu = .init(above: 0.7)
    ladder.ladder = [.delay(.milliseconds(20)), .shed(from: 3), .shed(from: 2), .open]
    ladder.dwell = .seconds(10)
    return ladder
  }

  private static func notes003Breaker() -> Breaker.Configuration {
    var breaker = Breaker.Configuration()
    breaker.failureRate = .percent(50)
    breaker.coolDown = .init(constant: .seconds(30))
    breaker.probes = .init(10, lease: .seconds(30))
    return breaker
  }
}
