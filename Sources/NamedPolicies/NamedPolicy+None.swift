import Policies
import Providers

extension NamedPolicy {
  static func none(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    var draft = Draft(
      reading: facts.table,
      .documented,
      "the provider's own table",
      silence: "every slot is off: the ground to compare with"
    )
    draft.poolsNaively(.proposal, "the least that can send at all")
    return draft
  }
}
