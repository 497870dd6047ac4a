import Policies
import TimeAndChance

extension Provider {
  /// Vonage: one rate for the whole account.
  public static let vonage = ProviderFacts(
    "vonage",
    "Vonage SMS, one account",
    channel: .sms,
    table: .sms,
    facts: [
      .assumedRoundTrip,
      .otpDelivery,
      Fact(
        "senders.rate",
        "30 a second for the account",
        .observed,
        "a third-party record that cites Vonage support"
      ),
      Fact("senders.account", "30 a second", .observed, "the same record"),
      Fact("answers.throttled", "error 1", .documented, Page.vonageErrors),
    ]
  ).with {
    $0.sender = .init(
      rate: Rate(perSecond: 30),
      accountRate: Rate(perSecond: 30),
      whenQueueFull: Answer(.vonage1)
    )
    $0.delivery = .otpGuidance
  }
}
