public import TimeAndChance

/// Additive increase, multiplicative decrease (Netflix's `AIMDLimit`).
public struct AIMDLimit: Sendable, Hashable {
  /// The knobs.
  public struct Settings: Sendable, Hashable {
    /// The limit to begin with.
    public var initial: Int
    /// The smallest limit.
    public var least: Int
    /// The largest limit.
    public var most: Int
    /// What remains of the limit after a drop.
    public var decrease: Fraction
    /// A round trip longer than this counts as a drop.
    public var timeout: Duration

    /// Creates settings; the defaults are Netflix's.
    public init(
      initial: Int = 20,
      least: Int = 20,
      most: Int = 200,
      decrease: Fraction = .percent(90),
      timeout: Duration = .seconds(5)
    ) {
      precondition(0 <= least && least <= most, "a limit lies in \(least)...\(most)")
      self.initial = initial
      self.least = least
      self.most = most
      self.decrease = decrease
      self.timeout = timeout
    }
  }

  /// The knobs.
  public let settings: Settings
  /// How many calls may be in flight.
  public private(set) var limit: Int

  private let timeout: Int64

  /// Creates a limit at its initial value.
  public init(_ settings: Settings) {
    self.settings = settings
    limit = settings.initial
    timeout = settings.timeout.wholeNanoseconds
  }

  /// Learns from one finished call; growth needs at least half of the limit in use.
  public mutating func sample(roundTrip: Int64, inFlight: Int, dropped: Bool) {
    var next = limit
    if dropped || roundTrip > timeout {
      next = Int(Double(limit) * settings.decrease.value)
    } else if inFlight * 2 >= limit {
      next = limit + 1
    }
    limit = min(settings.most, max(settings.least, next))
  }
}
