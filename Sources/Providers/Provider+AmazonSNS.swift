import Policies
import TimeAndChance

extension Provider {
  /// Amazon SNS text messages from a US short code.
  ///
  /// Crossing the monthly spend limit stops publishing within minutes; the limit is the account's.
  public static let awsSNS = ProviderFacts(
    "aws-sns-sms",
    "Amazon SNS text messages, US short code",
    channel: .sms,
    table: .sms,
    facts: [
      .assumedRoundTrip,
      .otpDelivery,
      Fact(
        "senders.rate",
        "100 message parts a second (short code); 3 for a toll-free number",
        .documented,
        Page.awsSMSLimits
      ),
      Fact(
        "quota.spend",
        "a monthly limit that stops publishing within minutes when crossed",
        .documented,
        Page.awsSNS
      ),
      Fact("answers.throttled", "ThrottlingException", .documented, Page.awsSMSLimits),
    ]
  ).with {
    $0.sender = .init(rate: Rate(perSecond: 100), whenQueueFull: Answer(.awsThrottling))
    $0.delivery = .otpGuidance
  }
}
