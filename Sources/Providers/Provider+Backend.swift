import Policies

extension Provider {
  /// A service of one's own behind an API gateway: plain HTTP, no published limits.
  public static let backend = ProviderFacts(
    "backend",
    "A service of your own behind an API gateway",
    channel: .api,
    table: .http,
    facts: [
      .assumedRoundTrip,
      Fact("answers", "by HTTP status", .documented, Page.http),
    ]
  )
}
