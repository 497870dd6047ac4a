import Policies
import TimeAndChance

/// SignalWire, by the kind of sender one rents; a backlog of ten thousand messages.
extension Provider {
  /// A Canadian long code: one a second.
  public static let signalWireLongCode = signalWire(
    "signalwire-long-code",
    "SignalWire, Canadian long code",
    1
  )

  /// A toll-free number: three a second.
  public static let signalWireTollFree = signalWire(
    "signalwire-toll-free",
    "SignalWire, toll-free number",
    3
  )

  /// A registered ten-digit number: four a second.
  public static let signalWireTenDigit = signalWire("signalwire-10dlc", "SignalWire, 10DLC", 4)

  /// A short code: ten a second.
  public static let signalWireShortCode = signalWire(
    "signalwire-short-code",
    "SignalWire, short code",
    10
  )

  private static func signalWire(
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
        Fact("senders.rate", "\(perSecond) a second", .documented, Page.signalWire),
        Fact("senders.queue", "10 000 messages", .documented, Page.signalWire),
      ]
    ).with {
      $0.sender = .init(rate: Rate(perSecond: perSecond), queueMessages: 10_000)
      $0.delivery = .otpGuidance
    }
  }
}
