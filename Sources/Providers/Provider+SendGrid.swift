import Policies
import TimeAndChance

extension Provider {
  /// SendGrid: accepts fast, and itself tries deferred mail for up to three days.
  public static let sendGrid = ProviderFacts(
    "sendgrid",
    "SendGrid, mail by HTTP",
    channel: .email,
    table: .email,
    facts: [
      .assumedRoundTrip,
      Fact(
        "quota.rate",
        "10 000 requests a second on v3 mail/send, then 429 until the period resets",
        .observed,
        Page.sendGridRate
      ),
      Fact("quota.refill", "to full at the end of the period", .observed, Page.sendGridRate),
      Fact("quota.counts", "every request", .proposal, Page.ourChoice),
      Fact(
        "retry.own",
        "4xx are deferrals that SendGrid repeats for up to 72 h; 5xx are final",
        .documented,
        Page.sendGridErrors
      ),
      Fact("price", "not found", .observed, "looked for; not verified"),
    ]
  ).with {
    $0.quota = .init(
      sizes: [.init("v3", Rate(perSecond: 10_000))],
      refill: .toFull,
      window: .seconds(1),
      counts: .all,
      whenSpent: Answer(status: 429)
    )
    $0.retry.ownRetry = .seconds(259_200)
  }
}
