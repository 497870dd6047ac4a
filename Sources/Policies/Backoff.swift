public import TimeAndChance

/// How long to wait before the next attempt.
///
/// A value that holds no state: the caller says which attempt has just failed and how long it
/// waited last time, and gets a pause. Attempts are counted from 1, so `afterAttempt: 1` gives the
/// first pause. Every alternative spends at most one draw, which `pause(afterAttempt:previous:unit:)`
/// lets tests and conformance replays supply. Nothing overflows: attempt 1000 meets the cap.
public struct Backoff: Sendable, Hashable {
  /// How the pause grows from attempt to attempt, before jitter and cap.
  public enum Growth: Sendable, Hashable {
    /// At once, every time.
    case none
    /// The same pause every time.
    case fixed(Duration)
    /// One pause per attempt; the last repeats.
    case list([Duration])
    /// `step`, 2 × `step`, 3 × `step` …
    case linear(Duration)
    /// `base`, `base` × `factor`, `base` × `factor`² …
    case exponential(base: Duration, factor: Double)
  }

  /// How chance spreads the pause; `v` is the grown pause, `U` a uniform draw.
  public enum Jitter: Sendable, Hashable {
    /// min(cap, v).
    case none
    /// U(0, min(cap, v)): spreads a herd best for the work it costs (Brooker 2015).
    case full
    /// min(cap, U(0, v)), as botocore's standard mode caps: long ladders gather at the cap.
    case fullThenCap
    /// min(cap, v)/2 + U(0, min(cap, v)/2): never at once.
    case equal
    /// min(cap, U(base, 3 × previous)), starting from the base (Brooker 2015).
    case decorrelated
    /// min(cap, v × U(1 − f, 1 + f)): resilience4j with f = 0.5, Polly's ±25 %.
    case proportional(Double)
    /// min(cap, v) × U(1 − f, 1 + f): gRPC with f = 0.2; may exceed the cap by the factor.
    case proportionalAfterCap(Double)
    /// min(cap, v + U(0, d)): tenacity.
    case additive(Duration)
    /// min(cap, Δ(2ᵗ tanh √4t) × base / 1.4) with t = n + U, n counted from 0: Polly v8's own.
    ///
    /// The differences telescope, so what must be carried is the sum of the pauses so far.
    case pollyV2
    /// The base first, then U(0, previous × factorⁿ⁻¹), or the cap once that reaches it: Finagle's
    /// `exponentialJittered`.
    ///
    /// A draw becomes the next base, so the pause may shrink by chance; it is here to be compared
    /// with, not to be recommended.
    case finagle
  }

  /// The growth before jitter and cap.
  public let growth: Growth
  /// The spread.
  public let jitter: Jitter
  /// The longest pause (only `proportionalAfterCap` may exceed it).
  public let cap: Duration

  private let base: Double
  private let factor: Double
  private let ceiling: Double
  private let list: ContiguousArray<Double>
  private let slope: Slope
  private let spread: Double
  private let draws: Bool

  /// So large that the cap binds, so small that no product with a span becomes infinite.
  private static var steepest: Double { 1e270 }

  private enum Slope: UInt8 { case flat, listed, linear, doubling, exponential }

  /// Creates a backoff.
  ///
  /// - Parameters:
  ///   - growth: The pauses before jitter; spans must not be negative, a factor must be ≥ 1.
  ///   - cap: The longest pause; by default about 292 years, which is none.
  ///   - jitter: The spread.
  public init(_ growth: Growth, cap: Duration = .nanoseconds(Int64.max), jitter: Jitter = .none) {
    self.growth = growth
    self.cap = cap
    self.jitter = jitter
    ceiling = Self.nanoseconds(cap)
    switch growth {
    case .none: (base, factor, list, slope) = (0, 1, [], .flat)
    case .fixed(let span): (base, factor, list, slope) = (Self.nanoseconds(span), 1, [], .flat)
    case .linear(let step): (base, factor, list, slope) = (Self.nanoseconds(step), 1, [], .linear)
    case .list(let spans):
      list = ContiguousArray(spans.map(Self.nanoseconds))
      (base, factor, slope) = (list.first ?? 0, 1, list.isEmpty ? .flat : .listed)
    case .exponential(let first, let factor):
      precondition(factor >= 1 && factor.isFinite, "a backoff grows by >= 1, found \(factor)")
      (base, list) = (Self.nanoseconds(first), [])
      (self.factor, slope) = (factor, factor == 2 ? .doubling : .exponential)
    }
    switch jitter {
    case .proportional(let share), .proportionalAfterCap(let share):
      precondition(share >= 0 && share <= 1, "a jitter of ±\(share) would go back in time")
      spread = share
    case .additive(let most): spread = Self.nanoseconds(most)
    case .none, .full, .fullThenCap, .equal, .decorrelated, .pollyV2, .finagle: spread = 0
    }
    draws = jitter != .none
  }

  /// No pause at all.
  public static let none = Backoff(.none)

  /// Returns the exponential backoff with full jitter that most senders should use.
  public static func exponential(
    base: Duration,
    cap: Duration,
    factor: Double = 2,
    jitter: Jitter = .full
  ) -> Backoff {
    Backoff(.exponential(base: base, factor: factor), cap: cap, jitter: jitter)
  }

  /// Decides the pause after attempt number `attempt`, counted from 1.
  ///
  /// - Parameters:
  ///   - attempt: The attempt that has just failed.
  ///   - previous: What `carry(_:adding:)` returned after the last pause, zero for the first.
  ///   - chance: Gives at most one draw, and none when nothing is random.
  /// - Returns: The pause.
  public func pause(
    afterAttempt attempt: Int,
    previous: Duration = .zero,
    using chance: inout RandomStream
  ) -> Duration {
    .nanoseconds(
      pauseNanoseconds(
        afterAttempt: attempt,
        previous: previous == .zero ? 0 : previous.wholeNanoseconds,
        using: &chance
      )
    )
  }

  /// Returns the pause in nanoseconds; the form for hot paths, which keep `Int64` inside.
  public func pauseNanoseconds(
    afterAttempt attempt: Int,
    previous: Int64 = 0,
    using chance: inout RandomStream
  ) -> Int64 {
    let unit = draws ? chance.unit() : 0
    return Elementary.nearest(delay(attempt, Double(previous), unit))
  }

  /// Returns what to pass as `previous` next time, once `pause` has been taken.
  ///
  /// Most alternatives remember the last pause or nothing; `pollyV2` remembers their sum.
  @inlinable
  public func carry(_ previous: Int64, adding pause: Int64) -> Int64 {
    jitter == .pollyV2 ? saturatingSum(previous, pause) : pause
  }

  /// Returns the pause that the draw `unit`, 0 … 1, leads to.
  public func pause(
    afterAttempt attempt: Int,
    previous: Duration = .zero,
    unit: Double
  ) -> Duration {
    .nanoseconds(nanosecondsRounded(delay(attempt, Double(previous.wholeNanoseconds), unit)))
  }

  /// Returns the pause in seconds before it is rounded to whole nanoseconds.
  ///
  /// For charts and for comparing with other libraries; `previous` is in seconds, too.
  public func exactSeconds(
    afterAttempt attempt: Int,
    previous: Double = 0,
    unit: Double
  ) -> Double {
    delay(attempt, previous * 1e9, unit) * 1e-9
  }

  @inline(__always)
  private func delay(_ attempt: Int, _ previous: Double, _ unit: Double) -> Double {
    switch jitter {
    case .none: min(ceiling, grown(attempt))
    case .full: min(ceiling, grown(attempt)) * unit
    case .fullThenCap: min(ceiling, grown(attempt) * unit)
    case .equal: min(ceiling, grown(attempt)) * (0.5 + 0.5 * unit)
    case .decorrelated: decorrelated(previous, unit)
    case .proportional: min(ceiling, grown(attempt) * (1 - spread + 2 * spread * unit))
    case .proportionalAfterCap: min(ceiling, grown(attempt)) * (1 - spread + 2 * spread * unit)
    case .additive: min(ceiling, grown(attempt) + spread * unit)
    case .pollyV2: min(ceiling, pollyV2(attempt, previous, unit))
    case .finagle: finagle(attempt, previous, unit)
    }
  }

  private func decorrelated(_ previous: Double, _ unit: Double) -> Double {
    let widest = 3 * max(base, previous)
    return min(ceiling, base + (widest - base) * unit)
  }

  private func finagle(_ attempt: Int, _ previous: Double, _ unit: Double) -> Double {
    guard attempt > 1 else { return min(ceiling, base) }
    let widest = previous * min(Self.steepest, Elementary.power(factor, attempt - 1))
    return widest >= ceiling ? ceiling : widest * unit
  }

  private func pollyV2(_ attempt: Int, _ total: Double, _ unit: Double) -> Double {
    max(0, Self.pollyCurve(Double(max(1, attempt) - 1) + unit) * base / 1.4 - total)
  }

  private static func pollyCurve(_ t: Double) -> Double {
    Elementary.exp2(min(t, 900)) * Elementary.tanh((4 * t).squareRoot())
  }

  @inline(__always)
  private func grown(_ attempt: Int) -> Double {
    let step = max(1, attempt) - 1
    switch slope {
    case .flat: return base
    case .listed: return list[min(step, list.count - 1)]
    case .linear: return base * Double(step + 1)
    case .doubling: return base * Double(bitPattern: UInt64(1023 + min(step, 900)) << 52)
    case .exponential: return base * min(Self.steepest, Elementary.power(factor, step))
    }
  }

  private static func nanoseconds(_ span: Duration) -> Double {
    precondition(span >= .zero, "a pause is >= 0, found \(span)")
    return Double(span.wholeNanoseconds)
  }
}
