public import TimeAndChance

/// A client-side limiter: less than the provider allows, with a reserve for what matters most.
///
/// Without it a campaign burns a to-full quota in the first second of the minute, and one-time
/// passwords get 429 for the other fifty-nine. The reserve is a share of the bucket that only
/// privileged calls may take; the ramp lets the limit grow from nothing after a start, as providers
/// ask of senders.
public struct RateLimiter: Sendable, Hashable {
  /// What to let through.
  public struct Configuration: Sendable, Hashable {
    /// The long-run limit and the burst above it.
    public var refill: TokenBucket.Refill
    /// The share of the bucket that only privileged calls may take.
    public var reserve: Fraction
    /// How long the limit takes to grow from nothing to all; zero for at once.
    public var ramp: Duration

    /// Creates a configuration.
    public init(refill: TokenBucket.Refill, reserve: Fraction = .none, ramp: Duration = .zero) {
      precondition(ramp >= .zero, "a ramp is >= 0")
      self.refill = refill
      self.reserve = reserve
      self.ramp = ramp
    }

    /// Returns a limiter of `share` of `quota` that spreads it evenly in steps of 100 ms.
    public static func even(
      _ quota: Rate,
      share: Fraction = .percent(90),
      reserve: Fraction = .percent(20),
      ramp: Duration = .seconds(60)
    ) -> Configuration {
      let limit = quota * share.value
      // A bucket of one token has no share to keep: a reserve would stop everybody else for ever.
      let least = reserve.value > 0 ? min(10, Int64((1 / reserve.value).rounded(.up))) : 1
      let burst = max(least, nanosecondsRounded(limit.perSecond / 10))
      return Configuration(
        refill: .continuous(limit, burst: burst),
        reserve: reserve,
        ramp: ramp
      )
    }
  }

  /// The answer to one call.
  public enum Decision: Sendable, Hashable {
    /// Go.
    case allowed
    /// Not now; ask again at this instant, which nobody else was given.
    case wait(until: Instant)
  }

  /// What to let through.
  public let configuration: Configuration

  private var bucket: TokenBucket
  private let kept: Int64
  private var ramp: Ramp
  private var privilegedLine = Line()
  private var ordinaryLine = Line()

  /// Those who were told to come back.
  ///
  /// Each has a place of its own, so ten thousand who wait cost
  /// ten thousand questions and not ten thousand at every token.
  private struct Line: Sendable, Hashable {
    var waiting: Int64 = 0
    var last: Int64 = .min
  }

  /// Creates a limiter whose ramp begins at `start`.
  public init(_ configuration: Configuration, at start: Instant) {
    self.configuration = configuration
    bucket = TokenBucket(configuration.refill, at: start)
    let share = Int64((Double(bucket.capacity) * configuration.reserve.value).rounded(.up))
    kept = configuration.reserve.value < 1 ? min(bucket.capacity - 1, share) : bucket.capacity
    ramp = Ramp(over: configuration.ramp, to: configuration.refill, from: start)
  }

  /// Asks to send one message.
  ///
  /// - Parameters:
  ///   - privileged: Whether the call may take from the reserve (P0).
  ///   - now: The present.
  /// - Returns: Whether it may go, or when to ask again.
  public mutating func ask(privileged: Bool, at now: Instant) -> Decision {
    let kept = privileged ? 0 : kept
    let share = privileged ? 0 : configuration.reserve.value
    if ramp.blocks(keeping: share, at: now) == nil, bucket.take(keeping: kept, at: now) {
      ramp.took()
      if privileged {
        privilegedLine.waiting = max(0, privilegedLine.waiting - 1)
      } else {
        ordinaryLine.waiting = max(0, ordinaryLine.waiting - 1)
      }
      return .allowed
    }
    var line = privileged ? privilegedLine : ordinaryLine
    let until = place(in: &line, kept, share, now)
    if privileged { privilegedLine = line } else { ordinaryLine = line }
    return .wait(until: until)
  }

  /// Gives the next place in a line; once the last place has passed, everybody has come or never will.
  private mutating func place(
    in line: inout Line,
    _ kept: Int64,
    _ share: Double,
    _ now: Instant
  ) -> Instant {
    if now.nanoseconds > line.last { line.waiting = 0 }
    let ramped = ramp.blocks(behind: line.waiting, keeping: share, at: now) ?? now
    let filled = bucket.due(behind: line.waiting, keeping: kept, at: now)
    let until = max(ramped, filled, now.advanced(byNanoseconds: 1))
    line.waiting = saturatingSum(line.waiting, 1)
    line.last = max(line.last, until.nanoseconds)
    return until
  }

  /// Gives back a permission that was not used.
  public mutating func putBack() {
    bucket.putBack()
    ramp.gaveBack()
  }

  /// Begins the ramp again, as after a long silence or a new connection.
  public mutating func restart(at now: Instant) {
    ramp = Ramp(over: configuration.ramp, to: configuration.refill, from: now)
  }
}
