import TimeAndChance

/// A factor that a fault puts on something while it acts.
struct LiveFactor: Sendable {
  let profile: Profile
  let envelope: Profile?
  let since: Int64

  /// The factor now; a ramp moves it from one to its value and back.
  func value(at now: Int64) -> Double {
    let elapsed = Duration.nanoseconds(now - since)
    let plain = profile.value(after: elapsed)
    guard let envelope else { return plain }
    return 1 + (plain - 1) * envelope.value(after: elapsed)
  }
}
