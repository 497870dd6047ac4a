public import TimeAndChance

/// A limit that estimates the queue behind the provider from round trips (Netflix's `VegasLimit`).
///
/// queue = ⌈limit × (1 − shortest / round trip)⌉. The shortest round trip is forgotten after
/// U(0.5, 1) × 30 × limit samples, so that a provider that became slower for good is believed.
public struct VegasLimit: Sendable, Hashable {
  /// How the limit shrinks.
  public enum Decrease: UInt8, Sendable, Hashable {
    /// By the decimal logarithm of the limit.
    case logarithm
    /// To a half.
    case half
  }

  /// The knobs.
  public struct Settings: Sendable, Hashable {
    /// The limit to begin with.
    public var initial: Int
    /// The largest limit.
    public var most: Int
    /// Below this queue the limit grows; nil for three times the logarithm of the limit.
    public var alpha: Int?
    /// Above this queue it shrinks; nil for six times the logarithm of the limit.
    public var beta: Int?
    /// The share of each step that is taken.
    public var smoothing: Fraction
    /// How the limit shrinks.
    public var decrease: Decrease
    /// Samples per unit of limit after which the shortest round trip is measured again.
    public var probeMultiplier: Int

    /// Creates settings; the defaults are Netflix's.
    public init(
      initial: Int = 20,
      most: Int = 1000,
      alpha: Int? = nil,
      beta: Int? = nil,
      smoothing: Fraction = .all,
      decrease: Decrease = .logarithm,
      probeMultiplier: Int = 30
    ) {
      precondition(initial >= 1 && most >= 1, "a limit is >= 1")
      self.initial = initial
      self.most = most
      self.alpha = alpha
      self.beta = beta
      self.smoothing = smoothing
      self.decrease = decrease
      self.probeMultiplier = probeMultiplier
    }
  }

  /// The knobs.
  public let settings: Settings
  private var estimate: Double
  private var shortest: Int64 = 0
  private var samples: Double = 0
  private var patience: Double = 1

  /// Creates a limit at its initial value.
  public init(_ settings: Settings) {
    self.settings = settings
    estimate = Double(settings.initial)
  }

  /// How many calls may be in flight.
  public var limit: Int { Int(estimate) }

  /// Learns from one finished call; `roundTrip` is in nanoseconds.
  public mutating func sample(
    roundTrip: Int64,
    inFlight: Int,
    dropped: Bool,
    using chance: inout RandomStream
  ) {
    let roundTrip = max(1, roundTrip)
    samples += 1
    if patience * Double(settings.probeMultiplier) * estimate <= samples {
      patience = chance.uniform(from: 0.5, to: 1)
      samples = 0
      shortest = roundTrip
    } else if shortest == 0 || roundTrip < shortest {
      shortest = roundTrip
    } else {
      learn(roundTrip, inFlight, dropped)
    }
  }

  private mutating func learn(_ roundTrip: Int64, _ inFlight: Int, _ dropped: Bool) {
    guard let wanted = wanted(roundTrip, inFlight, dropped) else { return }
    let bounded = max(1, min(Double(settings.most), wanted))
    estimate += settings.smoothing.value * (bounded - estimate)
  }

  private func wanted(_ roundTrip: Int64, _ inFlight: Int, _ dropped: Bool) -> Double? {
    let unit = Self.logarithm(limit)
    if dropped { return shrunk(unit) }
    guard Double(inFlight) * 2 >= estimate else { return nil }
    let share = 1 - Double(shortest) / Double(roundTrip)
    let exact = estimate * share
    let queue = Int(exact) + (exact > Double(Int(exact)) ? 1 : 0)
    let alpha = settings.alpha ?? 3 * unit
    let beta = settings.beta ?? 6 * unit
    if queue <= unit { return estimate + Double(beta) }
    if queue < alpha { return estimate + Double(unit) }
    return queue > beta ? shrunk(unit) : nil
  }

  private func shrunk(_ unit: Int) -> Double {
    switch settings.decrease {
    case .logarithm: estimate - Double(unit)
    case .half: estimate / 2
    }
  }

  /// The whole part of the decimal logarithm, at least 1.
  private static func logarithm(_ value: Int) -> Int {
    var (digits, bound) = (1, 100)
    while value >= bound && digits < 17 {
      digits += 1
      bound *= 10
    }
    return digits
  }
}
