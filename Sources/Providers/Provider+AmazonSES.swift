import Policies
import TimeAndChance

extension Provider {
  /// Amazon SES: a rate and a daily quota, and what is over them is dropped, not queued.
  public static let ses = ProviderFacts(
    "ses",
    "Amazon SES, mail",
    channel: .email,
    table: .email,
    facts: [
      .assumedRoundTrip,
      Fact(
        "quota.rate",
        "14 recipients a second at the start of production; Amazon's page says it varies",
        .observed,
        Page.sesStart
      ),
      Fact("quota.rate", "1 a second and 200 a day in the sandbox", .documented, Page.sesQuotas),
      Fact("quota.daily", "50 000 recipients at the start", .observed, Page.sesStart),
      Fact("quota.counts", "recipients, not messages", .documented, Page.sesQuotas),
      Fact("quota.refill", "continuous", .proposal, Page.ourChoice),
      Fact(
        "quota.when-spent",
        "454 or ThrottlingException; the message is dropped, not queued",
        .documented,
        Page.sesErrors
      ),
      Fact("retry.longest", "intervals up to 10 min", .documented, Page.sesErrors),
      Fact(
        "error-budget",
        "bounces: review from 5 %, pause from 10 %; complaints: 0.1 % and 0.5 %",
        .observed,
        Page.sesReputation
      ),
      Fact("price", "not found", .observed, "looked for; not verified"),
    ]
  ).with {
    $0.quota = .init(
      sizes: [.init("start", Rate(perSecond: 14)), .init("sandbox", Rate(perSecond: 1))],
      refill: .continuous,
      window: .seconds(1),
      counts: .accepted,
      whenSpent: Answer(.sesRateExceeded)
    )
    $0.retry.longestPause = .seconds(600)
    $0.errorBudget = .init(reviewAbove: .percent(5), pauseAbove: .percent(10))
  }
}
