import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func pushy(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "Pushy d528ac6f"
    var draft = Draft(
      reading: .pushy,
      .code,
      source,
      silence: source + " leaves it to its caller"
    )
    draft.note("timeout", "none: it waits as long as the connection lives", .code, source)
    var connect = ConnectionPolicy.naive
    connect.reconnect = Reconnect(
      backoff: Backoff(
        .list(
          [.zero, .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(16)]
            + [.seconds(32), .seconds(60)]
        ),
        cap: .seconds(60)
      ),
      spacing: .zero,
      address: .fresh
    )
    connect.idleLimit = .seconds(60)
    draft.set(
      \.connect,
      to: connect,
      "connect",
      "a pool (1 connection unless told); 0, 1, 2 … 60 s between attempts; closes after 1 min idle",
      .code,
      source
    )
    var retry = Policy.RetrySlot()
    retry.attempts = 100
    draft.set(
      \.retry,
      to: retry,
      "retry",
      "refused streams at once, as often as it takes (100 here); everything else never",
      .code,
      source
    )
    return draft
  }
}
