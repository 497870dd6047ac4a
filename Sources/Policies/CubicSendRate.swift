public import TimeAndChance

/// The send rate of the AWS SDKs' adaptive mode: a CUBIC curve through the rate that was too much.
///
/// Nothing is limited until the first throttle. Then the rate falls to `beta` of what was being sent,
/// climbs back along scale × (t − K)³ + w, lingers near w, and probes beyond it.
public struct CubicSendRate: Sendable, Hashable {
  /// The knobs.
  public struct Settings: Sendable, Hashable {
    /// What a throttle leaves of the rate.
    public var beta: Fraction
    /// The steepness of the curve.
    public var scale: Double
    /// The rate the curve starts from.
    public var startingRate: Rate
    /// Never slower than this.
    public var leastRate: Rate

    /// Creates settings; the defaults are botocore's.
    public init(
      beta: Fraction = .percent(70),
      scale: Double = 0.4,
      startingRate: Rate = Rate(perSecond: 0.5),
      leastRate: Rate = Rate(perSecond: 0.5)
    ) {
      precondition(scale > 0, "a curve rises, found a scale of \(scale)")
      self.beta = beta
      self.scale = scale
      self.startingRate = startingRate
      self.leastRate = leastRate
    }
  }

  /// The knobs.
  public let settings: Settings
  /// Whether a throttle has been seen, so that the rate binds.
  public private(set) var enabled = false
  /// The rate that binds once enabled.
  public private(set) var rate: Rate
  /// Seconds after the last throttle at which the curve is back at the rate that was too much.
  public private(set) var plateau: Double

  private var peak: Double
  private var failedAt: Int64
  private var nextSend: Int64
  private var measured: Double = 0
  private var counted: Int64 = 0
  private var bucket: Int64

  private static let halfSecond: Int64 = 500_000_000

  /// Creates a rate that binds nothing yet.
  public init(_ settings: Settings = Settings(), at start: Instant) {
    self.settings = settings
    peak = settings.startingRate.perSecond
    rate = settings.startingRate
    failedAt = start.nanoseconds
    nextSend = start.nanoseconds
    bucket = start.nanoseconds / Self.halfSecond
    plateau = 0
    plateau = climb()
  }

  /// Returns the curve at `now`, in events per second; negative just after a throttle of a high rate.
  public func curve(at now: Instant) -> Double {
    let passed = Double(Instant(nanoseconds: failedAt).nanoseconds(to: now)) * 1e-9
    let rise = passed - plateau
    return settings.scale * rise * rise * rise + peak
  }

  /// Bends the curve after a throttle at `current`, and returns the rate that remains.
  @discardableResult
  public mutating func throttled(current: Double, at now: Instant) -> Double {
    peak = current
    failedAt = now.nanoseconds
    plateau = climb()
    return current * settings.beta.value
  }

  /// Learns from one answer: measures what is really sent and moves the rate.
  public mutating func answered(throttled: Bool, at now: Instant) {
    measure(at: now.nanoseconds)
    let next: Double
    if throttled {
      let current = enabled ? min(measured, rate.perSecond) : measured
      next = self.throttled(current: current, at: now)
      enabled = true
    } else {
      next = curve(at: now)
    }
    // botocore lets the limit run ahead of what is sent by a factor of two at most.
    let bounded = max(settings.leastRate.perSecond, min(next, 2 * measured))
    rate = Rate(perSecond: min(bounded, 1e12))
  }

  /// Asks to send one message; nil means now, else not before the instant returned.
  public mutating func ask(at now: Instant) -> Instant? {
    guard enabled else { return nil }
    guard now.nanoseconds >= nextSend else { return Instant(nanoseconds: nextSend) }
    let gap = rate.perSecond > 0 ? nanosecondsRounded(1e9 / rate.perSecond) : .max
    nextSend = saturatingSum(max(nextSend, saturatingSum(now.nanoseconds, -gap)), gap)
    nextSend = max(nextSend, now.nanoseconds)
    return nil
  }

  private func climb() -> Double {
    Elementary.cubeRoot(peak * settings.beta.complement.value / settings.scale)
  }

  private mutating func measure(at now: Int64) {
    counted += 1
    let current = now / Self.halfSecond
    guard current > bucket else { return }
    let latest = Double(counted) / (Double(current - bucket) * 0.5)
    measured = latest * 0.8 + measured * 0.2
    counted = 0
    bucket = current
  }
}
