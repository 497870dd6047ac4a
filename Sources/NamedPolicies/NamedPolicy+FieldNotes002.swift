import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func notes002(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "field notes 002"
    var draft = Draft(reading: .notes002, .seed, source, silence: source + " say nothing of it")
    draft.set(
      \.timeout,
      to: .seconds(30),
      "timeout",
      "30 s: the visibility timeout of the queue",
      .seed,
      source
    )
    var connect = ConnectionPolicy.naive
    connect.reconnect = Reconnect(
      backoff: .exponential(base: .seconds(1), cap: .seconds(60), jitter: .none),
      spacing: .zero,
      address: .cached
    )
    connect.ping = PingPolicy(idle: .seconds(60), timeout: .seconds(10))
    draft.set(
      \.connect,
      to: connect,
      "connect",
      "a pool kept alive, reconnecting after 1 s … 60 s",
      .seed,
      source + ": exponential, keep-alives; the figures are ours"
    )
    var retry = Policy.RetrySlot()
    retry.attempts = 4
    retry.pauses = .exponential(base: .seconds(1), cap: .seconds(60), jitter: .none)
    retry.then = .deadLetter
    draft.set(
      \.retry,
      to: retry,
      "retry",
      "exponential from 1 s, 4 attempts, then the dead-letter queue",
      .seed,
      source + "; the figures are ours"
    )
    draft.set(
      \.hygiene,
      to: .init(rule: TokenHygiene(timing: .both, rule: .lastSend), guardRule: nil),
      "hygiene",
      "inline and nightly; a token that died after the last send is kept",
      .seed,
      source + "; the provider compares with the time of registration"
    )
    draft.set(
      \.dedup,
      to: .seconds(86_400),
      "dedup",
      "24 h by (notification, device)",
      .seed,
      source + "; the span is ours"
    )
    return draft
  }
}
