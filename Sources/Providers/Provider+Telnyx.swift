import Policies
import TimeAndChance

/// Telnyx, by the kind of sender one rents; a queue of four hours of its rate each.
extension Provider {
  /// A long code outside the US: one message in ten seconds.
  public static let telnyxLongCode = telnyx(
    "telnyx-long-code",
    "Telnyx, long code outside the US",
    0.1
  )

  /// A toll-free number: twenty a second.
  public static let telnyxTollFree = telnyx("telnyx-toll-free", "Telnyx, toll-free number", 20)

  /// A short code: a thousand a second.
  public static let telnyxShortCode = telnyx("telnyx-short-code", "Telnyx, short code", 1_000)

  private static func telnyx(
    _ name: String,
    _ summary: String,
    _ perSecond: Double
  ) -> ProviderFacts {
    ProviderFacts(
      name,
      summary,
      channel: .sms,
      table: .sms,
      facts: [
        .assumedRoundTrip,
        .otpDelivery,
        Fact("senders.rate", "\(perSecond) a second", .documented, Page.telnyx),
        Fact("senders.account", "50 a second", .documented, Page.telnyx),
        Fact("senders.queue", "4 h of the sender's rate", .documented, Page.telnyx),
      ]
    ).with {
      $0.sender = .init(
        rate: Rate(perSecond: perSecond),
        accountRate: Rate(perSecond: 50),
        queue: .seconds(14_400)
      )
      $0.delivery = .otpGuidance
    }
  }
}
