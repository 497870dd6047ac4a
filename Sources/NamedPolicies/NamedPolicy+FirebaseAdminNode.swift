import GatewayCore
import Policies
import Providers
import TimeAndChance

extension NamedPolicy {
  static func firebaseAdminNode(_ facts: ProviderFacts, _ priority: UInt8) -> Draft {
    let source = "firebase-admin-node 5a203f67"
    var draft = Draft(
      reading: .firebaseAdmin,
      .code,
      source,
      silence: source + " has none"
    )
    draft.set(
      \.timeout,
      to: .seconds(15),
      "timeout",
      "15 s",
      .code,
      "https://github.com/firebase/firebase-admin-node/pull/1947"
    )
    var connect = ConnectionPolicy.naive
    connect.reuse = .perCall
    draft.set(
      \.connect,
      to: connect,
      "connect",
      "a new HTTP/2 session for every call of sendEach (of at most 500 messages; of one here)",
      .code,
      source
    )
    var retry = Policy.RetrySlot()
    retry.attempts = 5
    retry.pauses = Backoff(.list([.zero, .seconds(1), .seconds(2), .seconds(4)]))
    retry.retryAfter = .exact(atMost: .seconds(60))
    draft.set(
      \.retry,
      to: retry,
      "retry",
      "4 retries after 0, 1, 2, 4 s for 503 and broken connections; Retry-After up to 60 s",
      .code,
      source
    )
    return draft
  }
}
