import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func gobreaker(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "https://github.com/sony/gobreaker: zero values of Settings"
    var draft = Draft(
      reading: facts.table,
      .proposal,
      "gobreaker leaves it to its user; the provider's table",
      silence: "not a part of gobreaker"
    )
    draft.poolsNaively(.proposal, "gobreaker has no connections; a first version's")
    draft.note(
      "timeout",
      "none: it sees only calls that end",
      .code,
      "gobreaker: Execute waits for the call"
    )
    var breaker = Breaker.Configuration()
    breaker.window = .unbounded
    breaker.minimumCalls = 1
    breaker.consecutiveFailures = 6
    breaker.coolDown = .init(constant: .seconds(60))
    breaker.probes = .init(1, lease: .seconds(60))
    breaker.retryAfter = nil
    breaker.semantics.boundaryIncluded = false
    breaker.semantics.countsAdmitted = true
    breaker.semantics.windowStartsWithPhase = true
    draft.set(
      \.breaker,
      to: .init(scope: .server, configuration: breaker, whenOpen: .fail),
      "breaker",
      "more than 5 failures in a row; open 60 s, one probe (leased for 60 s here)",
      .code,
      source
    )
    return draft
  }
}
