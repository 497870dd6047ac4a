import GatewayCore
import Policies
import Providers

extension NamedPolicy {
  static func naive(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "what a first version does; the baseline of every comparison"
    var draft = Draft(
      reading: .oneSize,
      .proposal,
      source + ": anything that is not 2xx is retried",
      silence: source
    )
    draft.set(\.timeout, to: .seconds(30), "timeout", "30 s", .proposal, source)
    draft.poolsNaively(.proposal, source)
    var retry = Policy.RetrySlot()
    retry.attempts = 3
    draft.set(
      \.retry,
      to: retry,
      "retry",
      "3 attempts without a pause, then dropped",
      .proposal,
      source
    )
    return draft
  }
}
