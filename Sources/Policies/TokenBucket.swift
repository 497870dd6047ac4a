public import TimeAndChance

/// A bucket of tokens that time refills, in exact integer arithmetic.
///
/// One token is `grain` units and one nanosecond brings `flow` of them, so nothing is lost between
/// two calls however close they are: one big step of time equals many small ones.
public struct TokenBucket: Sendable, Hashable {
  /// When tokens come back.
  public enum Refill: Sendable, Hashable {
    /// Evenly, up to `burst` tokens.
    case continuous(Rate, burst: Int64)
    /// All at once: `tokens` at the end of each window; windows follow each other from the start.
    ///
    /// The shape of FCM's project quota: a sender may burn it in the first second of the minute.
    case toFull(tokens: Int64, every: Duration)
  }

  /// When tokens come back.
  public let refill: Refill
  /// Tokens in the full bucket.
  public let capacity: Int64

  private let grain: Int64
  private let flow: Int64
  private let full: Int64
  private let window: Int64
  private var units: Int64
  private var since: Int64

  /// Creates a full bucket.
  public init(_ refill: Refill, at start: Instant) {
    self.refill = refill
    since = start.nanoseconds
    switch refill {
    case .continuous(let rate, let burst):
      precondition(burst >= 1, "a bucket holds at least one token")
      capacity = burst
      (flow, grain) = Self.exactly(rate, burst)
      window = 0
    case .toFull(let tokens, let span):
      precondition(tokens >= 0 && span > .zero, "a window refills >= 0 tokens after some time")
      capacity = tokens
      (flow, grain) = (0, 1)
      window = span.wholeNanoseconds
    }
    full = capacity * grain
    units = full
  }

  /// Takes `count` tokens unless that would leave fewer than `kept`.
  ///
  /// - Parameters:
  ///   - count: How many tokens are wanted.
  ///   - kept: What must be left behind, for those who come first.
  ///   - now: The present; an earlier one than the last is read as the last.
  /// - Returns: Whether the tokens were taken.
  public mutating func take(_ count: Int64 = 1, keeping kept: Int64 = 0, at now: Instant) -> Bool {
    advance(to: now)
    let wanted = count &* grain
    guard units - wanted >= kept &* grain else { return false }
    units -= wanted
    return true
  }

  /// Puts unused tokens back; the bucket never overflows.
  public mutating func putBack(_ count: Int64 = 1) {
    units = min(full, units + min(count, capacity) * grain)
  }

  /// Returns the whole tokens there are.
  public mutating func available(at now: Instant) -> Int64 {
    advance(to: now)
    return units / grain
  }

  /// Returns when `count` tokens beyond `kept` will be there, if nobody else takes any.
  ///
  /// Never early; `distantFuture` when the bucket cannot hold so many.
  public mutating func ready(
    for count: Int64 = 1,
    keeping kept: Int64 = 0,
    at now: Instant
  ) -> Instant {
    advance(to: now)
    guard count <= capacity - kept else { return .distantFuture }
    let missing = (count + kept) * grain - units
    if missing <= 0 { return now }
    if window > 0 { return Instant(nanoseconds: since).advanced(byNanoseconds: window) }
    guard flow > 0 else { return .distantFuture }
    return Instant(nanoseconds: since)
      .advanced(byNanoseconds: missing / flow + (missing % flow > 0 ? 1 : 0))
  }

  /// Returns when a call can be served that has `ahead` others before it, each served as soon as
  /// its token comes; never early.
  public mutating func due(
    behind ahead: Int64,
    keeping kept: Int64 = 0,
    at now: Instant
  ) -> Instant {
    advance(to: now)
    let wanted = saturatingSum(max(0, ahead), 1)
    guard capacity > kept else { return .distantFuture }
    if window > 0 {
      let free = max(0, units - kept)
      if wanted <= free { return now }
      let windows = (wanted - free - 1) / (capacity - kept) + 1
      let (span, overflow) = windows.multipliedReportingOverflow(by: window)
      return Instant(nanoseconds: since).advanced(byNanoseconds: overflow ? .max : span)
    }
    guard flow > 0 else { return .distantFuture }
    let (need, overflow) = saturatingSum(wanted, kept).multipliedReportingOverflow(by: grain)
    if overflow {
      let span = (Double(wanted) + Double(kept)) * (Double(grain) / Double(flow))
      return now.advanced(byNanoseconds: Elementary.nearest(span))
    }
    let missing = need - units
    if missing <= 0 { return now }
    return Instant(nanoseconds: since)
      .advanced(byNanoseconds: missing / flow + (missing % flow > 0 ? 1 : 0))
  }

  @inline(__always)
  private mutating func advance(to now: Instant) {
    let passed = now.nanoseconds &- since
    if passed > 0 { window > 0 ? roll(by: passed) : pour(for: passed) }
  }

  private mutating func pour(for passed: Int64) {
    since &+= passed
    let (gained, overflow) = passed.multipliedReportingOverflow(by: flow)
    units = overflow || gained >= full - units ? full : units + gained
  }

  private mutating func roll(by passed: Int64) {
    guard passed >= window else { return }
    since &+= passed - passed % window
    units = full
  }

  /// Finds whole numbers with flow / grain = rate: exactly where the rate is a decimal fraction and
  /// the burst leaves room, else to within one part in 2 × `flow`.
  private static func exactly(_ rate: Rate, _ burst: Int64) -> (flow: Int64, grain: Int64) {
    let room = (Int64.max >> 2) / burst
    precondition(room >= 1000, "a burst of \(burst) tokens is more than can be counted")
    let micro = rate.perSecond * 1e6
    if micro == micro.rounded() && micro < 9e15 {
      let divisor = gcd(Int64(micro), 1_000_000_000_000_000)
      let grain = 1_000_000_000_000_000 / divisor
      if grain <= room { return (Int64(micro) / divisor, grain) }
    }
    let scale = min(Double(room), 1e18)
    let flow = min((rate.perSecond * 1e-9 * scale).rounded(), 4e18)
    return (Int64(flow), Int64(scale))
  }

  private static func gcd(_ a: Int64, _ b: Int64) -> Int64 {
    var (a, b) = (a, b)
    while a != 0 { (a, b) = (b % a, a) }
    return b
  }
}
