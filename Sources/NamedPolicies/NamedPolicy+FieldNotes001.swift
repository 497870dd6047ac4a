import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func notes001(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "field notes 001"
    var draft = Draft(reading: .notes001, .seed, source, silence: source + " say nothing of it")
    draft.set(
      \.timeout,
      to: .seconds(30),
      "timeout",
      "30 s",
      .assumption,
      source + " give no figure"
    )
    draft.poolsNaively(.seed, source + ": connections are kept warm")
    var retry = Policy.RetrySlot()
    retry.attempts = 3
    retry.pauses = .exponential(base: .seconds(1), cap: .seconds(60), jitter: .none)
    draft.set(
      \.retry,
      to: retry,
      "retry",
      "backs off by the number of the attempt, gives up after a few: 3, 1 s, 2 s",
      .seed,
      source + "; the figures are ours"
    )
    draft.set(
      \.hygiene,
      to: .init(rule: TokenHygiene(timing: .inline, rule: .always), guardRule: nil),
      "hygiene",
      "410 prunes at once",
      .seed,
      source
    )
    return draft
  }
}
