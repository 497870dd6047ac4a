import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func gorush(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "gorush 891b453"
    var draft = Draft(
      reading: .gorush,
      .code,
      source,
      silence: source + " has none"
    )
    draft.set(\.timeout, to: .seconds(60), "timeout", "60 s, apns2's", .code, source)
    draft.set(
      \.connect,
      to: goPool(ping: PingPolicy(idle: .seconds(1), timeout: .seconds(1))),
      "connect",
      "Go's pool; pings after 1 s of silence, dead 1 s later",
      .code,
      source
    )
    draft.note(
      "retry",
      "none: max_retry is 0 as it comes; set it and failures are sent again at once",
      .code,
      source
    )
    draft.set(\.bulkhead, to: 100, "bulkhead", "100 pushes under way", .code, source)
    return draft
  }
}
