public import TimeAndChance

/// A PID controller for the share of calls to refuse, after Semian's adaptive breaker.
///
/// Once an interval: P = Δ − (1 − Δ) × rejection with Δ = error rate − ideal, and
/// rejection += kp × P + ki × ΣP dt + kd × ΔP / dt, within 0 … 1.
public struct RejectionController: Sendable {
  /// The knobs.
  public struct Settings: Sendable, Hashable {
    /// Weight of the error itself.
    public var proportional: Double
    /// Weight of its sum over time.
    public var integral: Double
    /// Weight of its change.
    public var derivative: Double
    /// How long a result counts towards the error rate.
    public var window: Duration
    /// How often the share moves.
    public var interval: Duration
    /// The error rate to hold.
    public var ideal: Fraction
    /// Deviations up to this share of the ideal rate are nothing.
    public var deadZone: Double
    /// The sum over time stays within ± this.
    public var integralCap: Double

    /// Creates settings; the defaults are Semian's.
    public init(
      proportional: Double = 1,
      integral: Double = 0.1,
      derivative: Double = 0.01,
      window: Duration = .seconds(10),
      interval: Duration = .seconds(1),
      ideal: Fraction = .percent(1),
      deadZone: Double = 0.25,
      integralCap: Double = 10
    ) {
      precondition(interval > .zero && window >= interval, "an interval fits into its window")
      self.proportional = proportional
      self.integral = integral
      self.derivative = derivative
      self.window = window
      self.interval = interval
      self.ideal = ideal
      self.deadZone = deadZone
      self.integralCap = integralCap
    }
  }

  /// The knobs.
  public let settings: Settings

  private let interval: Int64
  private let step: Double
  private var sums: SlidingSums
  private var next: Int64
  private var rejection = 0.0
  private var sum = 0.0
  private var previous = 0.0
  private var silent = 0

  /// Creates a controller that refuses nothing.
  public init(_ settings: Settings = Settings(), at start: Instant) {
    self.settings = settings
    interval = settings.interval.wholeNanoseconds
    step = settings.interval.inSeconds
    // Both ends of Semian's window count, and the slice that has just begun is empty.
    let slices = Int(settings.window.wholeNanoseconds / interval) + 2
    sums = SlidingSums(over: settings.interval * slices, slices: slices, at: start)
    next = saturatingSum(start.nanoseconds, interval)
  }

  /// Adds results of admitted calls.
  public mutating func record(success: Int64, failure: Int64, at now: Instant) {
    advance(to: now)
    sums.add(SIMD2(success + failure, failure))
  }

  /// Returns the share to refuse at `now`.
  public mutating func rejection(at now: Instant) -> Double {
    advance(to: now)
    return rejection
  }

  /// Takes every step that is due; after a thousand silent ones there is nothing left to forget.
  private mutating func advance(to now: Instant) {
    while next <= now.nanoseconds {
      if silent >= 1000 {
        let passed = (now.nanoseconds - next) / interval
        next = saturatingSum(next, saturatingSum(passed * interval, interval))
        break
      }
      sums.advance(to: Instant(nanoseconds: next))
      control()
      next = saturatingSum(next, interval)
    }
    sums.advance(to: now)
  }

  private mutating func control() {
    let total = sums.total
    silent = total.x > 0 ? 0 : silent + 1
    if silent >= 1000 {
      (rejection, sum, previous) = (0, 0, 0)
      return
    }
    let rate = total.x > 0 ? Double(total.y) / Double(total.x) : 0
    let deviation = rate - settings.ideal.value
    let flat = abs(deviation) <= settings.ideal.value * settings.deadZone
    let delta = flat ? 0 : deviation
    let error = delta - (1 - delta) * rejection
    let cap = settings.integralCap
    sum = max(-cap, min(cap, sum + error * step))
    let change =
      settings.proportional * error + settings.integral * sum
      + settings.derivative * (error - previous) / step
    rejection = max(0, min(1, rejection + change))
    previous = error
  }
}
