public import TimeAndChance

/// A limit that follows the ratio of the long to the short round trip (Netflix's `Gradient2Limit`).
///
/// Known fault, kept because the name promises it: under mild overload (ratio about 0.8) the queue
/// allowance outgrows the decrease and the limit drifts upwards.
public struct Gradient2Limit: Sendable, Hashable {
  /// The knobs.
  public struct Settings: Sendable, Hashable {
    /// The limit to begin with.
    public var initial: Int
    /// The smallest limit.
    public var least: Int
    /// The largest limit.
    public var most: Int
    /// The share of each step that is taken.
    public var smoothing: Fraction
    /// Added at every step, so that there is something to measure.
    public var queue: Int
    /// How many times the long round trip is still no queueing.
    public var tolerance: Double
    /// Samples in the exponential mean of the long round trip.
    public var longWindow: Int
    /// Samples whose plain mean begins the long round trip.
    public var warmup: Int

    /// Creates settings; the defaults are Netflix's.
    public init(
      initial: Int = 20,
      least: Int = 20,
      most: Int = 200,
      smoothing: Fraction = .percent(20),
      queue: Int = 4,
      tolerance: Double = 1.5,
      longWindow: Int = 600,
      warmup: Int = 10
    ) {
      precondition(1 <= least && least <= most, "a limit lies in \(least)...\(most)")
      precondition(longWindow >= 1 && warmup >= 0 && tolerance >= 1, "a mean needs samples")
      self.initial = initial
      self.least = least
      self.most = most
      self.smoothing = smoothing
      self.queue = queue
      self.tolerance = tolerance
      self.longWindow = longWindow
      self.warmup = warmup
    }
  }

  /// The knobs.
  public let settings: Settings
  private let weight: Double
  private var estimate: Double
  private var long: Double = 0
  private var sum: Double = 0
  private var count = 0

  /// Creates a limit at its initial value.
  public init(_ settings: Settings) {
    self.settings = settings
    weight = 2 / Double(settings.longWindow + 1)
    estimate = Double(settings.initial)
  }

  /// How many calls may be in flight.
  public var limit: Int { Int(estimate) }

  /// Learns from one finished call; `roundTrip` is in nanoseconds.
  ///
  /// Drops say nothing here, as in the original.
  public mutating func sample(roundTrip: Int64, inFlight: Int) {
    let short = Double(max(1, roundTrip))
    remember(short)
    let ratio = long / short
    if ratio > 2 { long *= 0.95 }
    guard Double(inFlight) >= estimate / 2 else { return }
    let gradient = max(0.5, min(1, settings.tolerance * ratio))
    let wanted = estimate * gradient + Double(settings.queue)
    let next = estimate * (1 - settings.smoothing.value) + wanted * settings.smoothing.value
    estimate = max(Double(settings.least), min(Double(settings.most), next))
  }

  private mutating func remember(_ short: Double) {
    if count < settings.warmup {
      count += 1
      sum += short
      long = sum / Double(count)
    } else {
      long = long * (1 - weight) + short * weight
    }
  }
}
