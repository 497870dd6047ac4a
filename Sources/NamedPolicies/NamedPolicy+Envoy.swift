import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func envoy(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "https://www.envoyproxy.io/docs/envoy/latest: cluster and route defaults"
    var draft = Draft(
      reading: facts.table,
      .proposal,
      "routes say what is retried; the provider's table",
      silence: "not a part of Envoy; what it calls circuit breaking is `bulkhead` here"
    )
    draft.set(\.timeout, to: .seconds(15), "timeout", "15 s a route", .documented, source)
    var connect = ConnectionPolicy.naive
    connect.outlier = .init(consecutive: 5, pause: .seconds(30), atMost: .percent(10))
    draft.set(
      \.connect,
      to: connect,
      "connect",
      "a pool that reconnects when it is asked",
      .documented,
      source
    )
    draft.note(
      "outlier",
      "5 errors in a row eject for 30 s, at most 10 %: hosts there, connections here",
      .documented,
      source
    )
    var retry = Policy.RetrySlot()
    retry.attempts = 2
    retry.pauses = .exponential(
      base: .milliseconds(25),
      cap: .milliseconds(250),
      jitter: .full
    )
    draft.set(
      \.retry,
      to: retry,
      "retry",
      "1 retry after 25 ms … 250 ms with full jitter, where a route asks for it",
      .documented,
      source
    )
    draft.set(
      \.budget,
      to: .inFlight(.envoy(share: 0.2, atLeast: 3)),
      "budget",
      "20 % of what is active, at least 3",
      .code,
      "Envoy: retry_budget"
    )
    draft.set(\.bulkhead, to: 1_024, "bulkhead", "1024 requests", .documented, source)
    draft.set(
      \.throttle,
      to: .envoy,
      "throttle",
      "admission control: 95 %, aggression 1, at most 80 %, 30 s; a filter that has to be added",
      .code,
      "Envoy: admission_control"
    )
    return draft
  }
}
