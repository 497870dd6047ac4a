public import TimeAndChance

extension PressureLadder {
  /// Signals, steps and patience of a ladder.
  public struct Configuration: Sendable, Hashable {
    /// The response time that a share of `tail` results may exceed.
    public var latency: LatencySignal?
    /// Failures per result.
    public var errorRate: Signal?
    /// Explicit refusals (429 and the like) per result.
    public var throttledRate: Signal?
    /// The load that the other side reports about itself (1 is full).
    public var load: Signal?
    /// Messages that wait here.
    public var queue: Signal?
    /// The share of our own processors in use.
    public var cpu: Signal?
    /// The span over which results are judged; readings older than this no longer count.
    public var window: Duration = .seconds(10)
    /// Results within the window that a rate needs.
    public var minimumResults = 20
    /// How often the signals are looked at.
    public var interval: Duration = .seconds(1)
    /// The share of results that is looked at; little costs less and reacts later.
    public var sampled: Fraction = .all
    /// How long a signal takes to arrive (a metrics pipeline), rounded up to whole intervals.
    public var delay: Duration = .zero
    /// What is done, gentlest first or in any other order; a step includes those before it.
    public var ladder: [Rung] = [
      .delay(.milliseconds(20)), .shed(from: 3), .shed(from: 2), .open,
    ]
    /// The least time between two steps.
    public var dwell: Duration = .seconds(10)
    /// What `Retry-After` says while open; up to a fifth is added at random.
    public var retryAfter: Duration = .seconds(10)
    /// Reports and meters every step, and does nothing.
    public var isDryRun = false

    /// Creates a ladder without signals; set those that matter.
    public init() {}
  }

  /// One step of the ladder.
  public enum Rung: Sendable, Hashable {
    /// Each message waits about this long (× 0.5 … 1.5, at random).
    case delay(Duration)
    /// Messages of this priority and less important ones (0 is the most important) are shed.
    case shed(from: UInt8)
    /// Everything is refused with 503 and `Retry-After`.
    case open
  }

  /// When a signal means pressure, and when it no longer does.
  public struct Signal: Sendable, Hashable {
    /// The value above which there is pressure.
    public var above: Double
    /// How long it must stay there to count.
    public var lasting: Duration
    /// The value down to which there still is.
    public var until: Double
    /// How long it must stay there to be over.
    public var clearing: Duration

    /// Creates a signal; without more it ends below 80 % of `above`, after the same time.
    public init(
      above: Double,
      for lasting: Duration = .zero,
      until: Double? = nil,
      clearing: Duration? = nil
    ) {
      self.above = above
      self.lasting = lasting
      self.until = until ?? above * 0.8
      self.clearing = clearing ?? lasting
    }
  }

  /// When response times mean pressure.
  ///
  /// "p95 above 500 ms" is the same as "more than 5 % of results took longer than 500 ms", and that
  /// needs two counters instead of a histogram, and is exact.
  public struct LatencySignal: Sendable, Hashable {
    /// The share of results beyond the percentile: 5 % for p95.
    public var tail: Fraction
    /// The percentile above which there is pressure.
    public var above: Duration
    /// How long it must stay there to count.
    public var lasting: Duration
    /// The percentile down to which there still is.
    public var until: Duration
    /// How long it must stay there to be over.
    public var clearing: Duration

    /// Creates a signal; without more it is p95 and ends below 60 % of `above`, after the same time.
    public init(
      above: Duration,
      for lasting: Duration = .zero,
      until: Duration? = nil,
      clearing: Duration? = nil,
      tail: Fraction = .percent(5)
    ) {
      self.tail = tail
      self.above = above
      self.lasting = lasting
      self.until = until ?? above * 0.6
      self.clearing = clearing ?? lasting
    }
  }

  /// The signals by name.
  public enum SignalName: UInt8, Sendable, Hashable, CaseIterable {
    /// A percentile of response times.
    case latency
    /// Failures per result.
    case errorRate
    /// Explicit refusals per result.
    case throttledRate
    /// The load that the other side reports.
    case load
    /// Messages that wait here.
    case queue
    /// Our own processors.
    case cpu
  }

  /// What is to be done with one message.
  public enum Action: Sendable, Hashable {
    /// Send it.
    case proceed
    /// Send it after so many nanoseconds.
    case delay(nanoseconds: Int64)
    /// Drop it, or park it; it is not important enough now.
    case shed
    /// Refuse it with 503 and this `Retry-After`.
    case refuse(retryAfter: Int64)
  }

  /// What a result tells.
  public enum Result: UInt8, Sendable, Hashable {
    /// The other side did its work.
    case good
    /// The other side failed.
    case failed
    /// The other side asked for less.
    case throttled
  }

  /// One step up or down, with the numbers that explain it.
  public struct Step: Sendable, Hashable {
    /// When.
    public let at: Instant
    /// The rung before; 0 is the floor.
    public let from: Int
    /// The rung after.
    public let to: Int
    /// The signal that made it necessary; nil on the way down.
    public let cause: SignalName?
    /// The value of that signal (of latency: the share beyond the threshold).
    public let value: Double
    /// The threshold that it exceeded.
    public let threshold: Double
    /// Whether this only would have happened.
    public let isDryRun: Bool
  }

  /// What one rung did so far.
  public struct RungMeter: Sendable, Hashable {
    /// How often it was entered from below.
    public var entered = 0
    /// Time on it or above it, in nanoseconds, up to the last look.
    public var inForce: Int64 = 0
    /// Messages that it delayed, shed or refused, or would have.
    public var acted: UInt64 = 0

    /// Creates a meter at zero.
    public init() {}
  }
}
