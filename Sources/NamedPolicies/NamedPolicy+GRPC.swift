import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func gRPC(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "https://github.com/grpc/proposal/blob/master/A6-client-retries.md, its example"
    var draft = Draft(
      reading: facts.table,
      .proposal,
      "a service config names retryable codes; the provider's table",
      silence: "not a part of gRPC's retries"
    )
    draft.note("timeout", "none unless the caller sets a deadline", .documented, source)
    var connect = ConnectionPolicy.naive
    connect.reconnect = Reconnect(
      backoff: .exponential(
        base: .seconds(1),
        cap: .seconds(120),
        factor: 1.6,
        jitter: .proportionalAfterCap(0.2)
      ),
      spacing: .zero,
      address: .fresh
    )
    draft.set(
      \.connect,
      to: connect,
      "connect",
      "a pool that reconnects after 1 s × 1.6ⁿ ≤ 120 s ± 20 %",
      .documented,
      "https://github.com/grpc/grpc/blob/master/doc/connection-backoff.md"
    )
    var retry = Policy.RetrySlot()
    retry.attempts = 4
    retry.pauses = .exponential(
      base: .milliseconds(100),
      cap: .seconds(1),
      jitter: .proportionalAfterCap(0.2)
    )
    retry.retryAfter = .exact(atMost: .seconds(3_600))
    retry.respectsDeadline = true
    draft.set(
      \.retry,
      to: retry,
      "retry",
      "4 attempts, 100 ms … 1 s ± 20 %; a server's pushback is obeyed",
      .documented,
      source
    )
    draft.set(
      \.budget,
      to: .gRPC(tokens: 10, ratio: 0.1),
      "budget",
      "10 tokens, a tenth back for each success; retries stop below half",
      .documented,
      source
    )
    return draft
  }
}
