import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func awsSDK(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "botocore 0e6e240, standard mode"
    var draft = Draft(
      reading: facts.table,
      .proposal,
      "the SDK knows its own services; the provider's table",
      silence: "not a part of the standard retry mode"
    )
    draft.set(\.timeout, to: .seconds(60), "timeout", "60 s to read", .code, source)
    draft.poolsNaively(.code, source)
    var retry = Policy.RetrySlot()
    retry.attempts = 3
    retry.pauses = .exponential(base: .seconds(1), cap: .seconds(20), jitter: .full)
    retry.retryAfter = .clamp(extra: .seconds(5))
    draft.set(
      \.retry,
      to: retry,
      "retry",
      "3 attempts, 1 s … 20 s with full jitter; Retry-After adds at most 5 s",
      .code,
      source
    )
    draft.set(
      \.budget,
      to: .quota(capacity: 500, .classic),
      "budget",
      "a bucket of 500: 5 a retry, 10 after a timeout; only success refills it",
      .code,
      source
    )
    return draft
  }
}
