import Policies

/// The providers that ship, by name.
///
/// A new one is one file (`Provider+Name.swift`) and one line in `all`.
public enum Provider {
  /// Every preset, one line each.
  public static let all: [ProviderFacts] = [
    apns,
    fcm,
    fcmLegacy,
    twilioLongCode,
    twilioTollFree,
    twilioShortCode,
    twilioAlphanumeric,
    telnyxLongCode,
    telnyxTollFree,
    telnyxShortCode,
    signalWireLongCode,
    signalWireTollFree,
    signalWireTenDigit,
    signalWireShortCode,
    vonage,
    awsSNS,
    ses,
    sendGrid,
    backend,
    open,
  ]

  /// Returns the preset that scenarios call `name`, if there is one.
  public static func named(_ name: String) -> ProviderFacts? {
    all.first { $0.name == name }
  }
}

extension ProviderFacts {
  /// Returns a copy that `change` has filled in; keeps the presets declarative.
  func with(_ change: (inout ProviderFacts) -> Void) -> ProviderFacts {
    var copy = self
    change(&copy)
    return copy
  }
}

extension Fact {
  /// The round trip that every preset shares until a user measures one.
  static let assumedRoundTrip = Fact(
    "round-trip",
    "lognormal, median 50 ms, p99 400 ms",
    .assumption,
    "no provider publishes one; the median is field notes 000's"
  )
}
