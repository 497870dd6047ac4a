import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func rpush(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "rpush a5ea408d"
    var draft = Draft(
      reading: .rpush,
      .code,
      source,
      silence: source + " has none"
    )
    draft.set(
      \.timeout,
      to: .seconds(60),
      "timeout",
      "60 s: what it waits for when it joins its streams",
      .code,
      source
    )
    draft.poolsNaively(.code, source)
    var retry = Policy.RetrySlot()
    retry.attempts = 65_535
    if facts.isFCM {
      retry.pauses = .exponential(
        base: .seconds(2),
        cap: .seconds(86_400),
        jitter: .none
      )
      retry.retryAfter = .exact(atMost: .seconds(86_400))
    }
    draft.set(
      \.retry,
      to: retry,
      "retry",
      facts.isFCM
        ? "without end: Retry-After, else 2, 4, 8 … s"
        : "without end, 10 s apart (the table's floor)",
      .code,
      source
    )
    draft.note(
      "hygiene",
      "none of its own: a reflection hook on 404",
      .code,
      source
    )
    return draft
  }
}
