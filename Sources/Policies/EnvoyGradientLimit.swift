public import TimeAndChance

/// Envoy's adaptive concurrency: limit ← g × limit + √(g × limit), g = slack × shortest / typical.
///
/// Every `every` (plus jitter) the limit is pinned to `least` until `measured` calls have shown the
/// round trip of an idle provider. In between, the median of each `window` moves the limit. The first
/// 64 answers of a window stand for all of it, so that a window costs no memory that grows.
public struct EnvoyGradientLimit: Sendable, Hashable {
  /// The knobs.
  public struct Settings: Sendable, Hashable {
    /// The limit while the idle round trip is measured, and never less.
    public var least: Int
    /// The largest limit.
    public var most: Int
    /// Extra on top of the idle round trip that is still no queueing.
    public var buffer: Double
    /// How often the limit moves.
    public var window: Duration
    /// How often the idle round trip is measured again.
    public var every: Duration
    /// By what share of `every` the next measurement is delayed at most.
    public var jitter: Fraction
    /// Answers that make a measurement, at most 64.
    public var measured: Int
    /// The limit after the first measurement; nil for `least`.
    public var initial: Int?
    /// An idle round trip known in advance: nothing is measured while it is set.
    public var knownRoundTrip: Duration?

    /// Creates settings; the defaults are Envoy's.
    public init(
      least: Int = 3,
      most: Int = 1000,
      buffer: Double = 0.25,
      window: Duration = .milliseconds(100),
      every: Duration = .seconds(30),
      jitter: Fraction = .percent(15),
      measured: Int = 50,
      initial: Int? = nil,
      knownRoundTrip: Duration? = nil
    ) {
      precondition(1 <= least && least <= most, "a limit lies in \(least)...\(most)")
      precondition((1...64).contains(measured), "a measurement takes 1...64 answers")
      precondition(buffer >= 0, "a buffer is >= 0")
      self.least = least
      self.most = most
      self.buffer = buffer
      self.window = window
      self.every = every
      self.jitter = jitter
      self.measured = measured
      self.initial = initial
      self.knownRoundTrip = knownRoundTrip
    }
  }

  /// The knobs.
  public let settings: Settings
  /// How many calls may be in flight.
  public private(set) var limit: Int

  private let window: Int64
  private var shortest: Int64
  private var deferred: Int
  private var measuring: Bool
  private var since: Int64
  private var windowEnd: Int64
  private var nextMeasurement: Int64
  private var atLeast = 0
  private var sorted: ContiguousArray<Int64>

  /// Creates a limit; it begins by measuring unless the idle round trip is known.
  public init(_ settings: Settings, at start: Instant) {
    self.settings = settings
    window = max(1, settings.window.wholeNanoseconds)
    measuring = settings.knownRoundTrip == nil
    shortest = settings.knownRoundTrip?.wholeNanoseconds ?? 0
    let begin = max(settings.least, min(settings.most, settings.initial ?? settings.least))
    deferred = begin
    limit = measuring ? settings.least : begin
    since = start.nanoseconds
    windowEnd = saturatingSum(since, window)
    nextMeasurement = measuring ? .max : saturatingSum(since, settings.every.wholeNanoseconds)
    if settings.knownRoundTrip != nil { nextMeasurement = .max }
    sorted = []
    sorted.reserveCapacity(64)
  }

  /// Learns from one finished call; drops carry no round trip and are passed over.
  public mutating func sample(
    roundTrip: Int64,
    dropped: Bool,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    advance(to: now.nanoseconds)
    guard !dropped, saturatingSum(now.nanoseconds, -roundTrip) >= since || !measuring else {
      return
    }
    keep(max(1, roundTrip))
    if measuring && sorted.count >= settings.measured { measured(at: now.nanoseconds, &chance) }
  }

  /// Applies one window whose typical round trip was `roundTrip` nanoseconds.
  public mutating func apply(typical roundTrip: Int64) {
    guard shortest > 0 else { return }
    let slack = Double(shortest) * (1 + settings.buffer)
    let gradient = max(0.5, min(2, slack / Double(max(1, roundTrip))))
    let scaled = Double(limit) * gradient
    let next = max(settings.least, min(settings.most, Int(scaled + scaled.squareRoot())))
    atLeast = next == settings.least && limit == settings.least ? atLeast + 1 : 0
    limit = next
  }

  private mutating func advance(to now: Int64) {
    guard !measuring, now >= windowEnd else { return }
    if !sorted.isEmpty {
      apply(typical: sorted[(sorted.count - 1) / 2])
      sorted.removeAll(keepingCapacity: true)
    }
    windowEnd = saturatingSum(now, window)
    // Five windows at the bottom: the idle round trip itself is probably wrong.
    if now >= nextMeasurement || (atLeast >= 5 && settings.knownRoundTrip == nil) {
      measuring = true
      deferred = limit
      limit = settings.least
      since = now
      atLeast = 0
    }
  }

  private mutating func measured(at now: Int64, _ chance: inout RandomStream) {
    shortest = sorted[(sorted.count - 1) / 2]
    sorted.removeAll(keepingCapacity: true)
    measuring = false
    limit = deferred
    windowEnd = saturatingSum(now, window)
    let every = settings.every.wholeNanoseconds
    let extra = nanosecondsRounded(Double(every) * settings.jitter.value)
    nextMeasurement = saturatingSum(now, saturatingSum(every, chance.nanoseconds(below: extra)))
  }

  private mutating func keep(_ roundTrip: Int64) {
    guard sorted.count < 64 else { return }
    var index = sorted.count
    sorted.append(roundTrip)
    while index > 0 && sorted[index - 1] > roundTrip {
      sorted[index] = sorted[index - 1]
      index -= 1
    }
    sorted[index] = roundTrip
  }
}
