import Policies
import TimeAndChance

/// Twilio, by the kind of sender one rents.
///
/// It accepts and queues up to ten hours of a sender's rate, so an accepted one-time password can
/// be hours late: its validity period must be set.
extension Provider {
  /// A US long code: one segment a second.
  public static let twilioLongCode = twilio(
    "twilio-long-code",
    "Twilio, US long code",
    rate: 1,
    monthlyUSD: 1.15,
    facts: [
      Fact("senders.rate", "1 segment a second", .documented, Page.twilio30001),
      Fact("senders.rent", "1.15 USD a month", .observed, twilioPrices),
    ]
  )

  /// A toll-free number in the US or Canada: three a second, more by arrangement.
  public static let twilioTollFree = twilio(
    "twilio-toll-free",
    "Twilio, toll-free number in the US and Canada",
    rate: 3,
    largestRate: 150,
    monthlyUSD: 2.15,
    facts: [
      Fact("senders.rate", "3 a second", .documented, Page.twilioTollFree),
      Fact(
        "senders.largest",
        "25 to 150 a second by arrangement",
        .documented,
        Page.twilioTollFree
      ),
      Fact("senders.rent", "2.15 USD a month", .observed, twilioPrices),
    ]
  )

  /// A short code: a hundred a second.
  public static let twilioShortCode = twilio(
    "twilio-short-code",
    "Twilio, short code",
    rate: 100,
    monthlyUSD: 1_000,
    facts: [
      Fact("senders.rate", "over 100 a second (100 here)", .documented, Page.twilio30001),
      Fact(
        "senders.rent",
        "1000 USD; sources disagree whether a month or a quarter",
        .observed,
        twilioPrices
      ),
    ]
  )

  /// An alphanumeric sender, or any number outside +1: ten a second.
  public static let twilioAlphanumeric = twilio(
    "twilio-alphanumeric",
    "Twilio, alphanumeric sender or a number outside +1",
    rate: 10,
    facts: [Fact("senders.rate", "10 a second", .documented, Page.twilioAlphanumeric)]
  )

  private static let twilioPrices = "third-party price pages of 2026"

  private static func twilio(
    _ name: String,
    _ summary: String,
    rate: Double,
    largestRate: Double? = nil,
    monthlyUSD: Double? = nil,
    facts: [Fact]
  ) -> ProviderFacts {
    ProviderFacts(name, summary, channel: .sms, table: .sms, facts: facts + twilioFacts).with {
      $0.sender = .init(
        rate: Rate(perSecond: rate),
        largestRate: largestRate.map { Rate(perSecond: $0) },
        accountRate: Rate(perSecond: 2_000),
        queue: .seconds(36_000),
        whenQueueFull: Answer(.twilio21611),
        monthlyUSD: monthlyUSD
      )
      $0.priceUSD = 0.0083
      $0.delivery = .otpGuidance
    }
  }

  private static let twilioFacts: [Fact] = [
    .assumedRoundTrip,
    .otpDelivery,
    Fact("senders.account", "2000 a second, beyond it 63017", .documented, Page.twilio63017),
    Fact(
      "senders.queue",
      "10 h of the sender's rate, then 21611, or 30001 after creation; an older page says 4 h",
      .documented,
      Page.twilio30001
    ),
    Fact(
      "price",
      "0.0083 USD a segment; carriers add 0.0025 to 0.0062; a failed message costs 0.001",
      .observed,
      twilioPrices
    ),
    Fact(
      "payload",
      "160 GSM-7 or 70 UCS-2 characters a segment, 153 and 67 in a chain",
      .observed,
      twilioPrices
    ),
    Fact(
      "senders.t-mobile",
      "2000 a day per brand by default (2021), later by vetting score, up to 200 000",
      .documented,
      "https://support.twilio.com/hc/en-us/articles/1260804800549-T-Mobile-daily-message-limits-for-"
        + "long-code-messaging-with-A2P-10DLC"
    ),
    Fact(
      "senders.carriers",
      "10DLC per carrier and brand: 4500, 2400, 240 or 75 a minute by vetting score",
      .documented,
      "https://support.plivo.com/hc/en-us/articles/18193230900633-A2P-Messaging-Throughput-in-the-US"
    ),
  ]
}

extension ProviderFacts.Latency {
  /// A vendor's guidance for one-time passwords in India; nobody has measured independently.
  static let otpGuidance = ProviderFacts.Latency.lognormal(median: .seconds(4), p99: .seconds(30))
}

extension Fact {
  static let otpDelivery = Fact(
    "delivery.takes",
    "lognormal, median 4 s, p99 30 s (guidance: p50 2-6 s, p95 8-15 s, p99 < 30 s)",
    .observed,
    Page.otpDelay
  )
}
