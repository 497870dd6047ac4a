import Policies

extension Provider {
  /// A bare open-loop provider for oracles: no network, connect cost, quota or limits, and every
  /// answer a success.
  public static let open = ProviderFacts(
    "open",
    "A bare open-loop provider: nothing but its round trip",
    channel: .api,
    table: .http,
    facts: [
      .assumedRoundTrip,
      Fact("answers", "200, always", .proposal, Page.ourChoice),
    ]
  )
}
