import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func apns2(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "sideshow/apns2 22443bc"
    var draft = Draft(
      reading: facts.table,
      .proposal,
      "it reports reasons and judges none; the provider's table",
      silence: source + " leaves it to its caller"
    )
    draft.set(\.timeout, to: .seconds(60), "timeout", "60 s", .code, source)
    draft.set(
      \.connect,
      to: goPool(ping: PingPolicy(idle: .seconds(15), timeout: .seconds(15))),
      "connect",
      "Go's pool: a new connection when streams run out; dials for 20 s; pings after 15 s",
      .code,
      source
    )
    draft.note("retry", "none", .code, source)
    return draft
  }

  /// The connections of senders on Go's HTTP/2.
  static func goPool(ping: PingPolicy) -> ConnectionPolicy {
    var connect = ConnectionPolicy.naive
    connect.reconnect.address = .fresh
    connect.openTimeout = .seconds(20)
    connect.ping = ping
    return connect
  }
}
