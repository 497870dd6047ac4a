public import TimeAndChance

/// Which of two regions gets the calls: the primary while it is well, else the secondary.
///
///                       primary is ill and the secondary is not
///     on primary ────────────────────────────────────────────────▶ on secondary
///         ▲                                                             │
///         └──────────────────── primary is well again ◀─────────────────┘
///
/// What "ill" and "well" mean is the `Watch`. All three have hysteresis: it takes several signs to
/// leave and several, or time, to return; a route that is ill on both sides stays where it is instead
/// of swinging. A value without I/O: the body sends the probes that `nextProbe` asks for.
public struct RouteHealth: Sendable {
  /// One end of the route.
  public enum Side: UInt8, Sendable, Hashable, CaseIterable {
    /// The region that has the calls in peace.
    case primary
    /// The region that has them otherwise.
    case secondary
  }

  /// A change of side.
  public struct Switch: Sendable, Hashable {
    /// When.
    public let at: Instant
    /// Where the calls go from then on.
    public let to: Side
  }

  /// How it is known whether a side is well.
  public enum Watch: Sendable, Hashable {
    /// By probes of both sides: `fails` bad ones in a row make a side ill, `recovers` good ones well.
    case active(every: Duration, fails: Int, recovers: Int)
    /// By the answers to calls.
    case passive(Passive)
    /// By people: they switch so long after the alarm begins, and back so long after it ends.
    case manual(after: Duration)
  }

  /// How the answers to calls make the primary ill.
  ///
  /// On the secondary nobody hears the primary, so the return is a matter of time: after `stay` the
  /// calls go back, and a relapse doubles the next stay up to `longest`.
  public struct Passive: Sendable, Hashable {
    /// Failures in a row that make the primary ill; nil for none.
    public var consecutive: Int?
    /// The share of failures that does; nil for none.
    public var ratio: Fraction?
    /// The answers that a share needs.
    public var minimum: Int
    /// The span over which the share is taken.
    public var over: Duration
    /// How long the calls stay away the first time.
    public var stay: Duration
    /// The longest they stay away.
    public var longest: Duration

    /// Creates a rule.
    ///
    /// - Parameters:
    ///   - consecutive: Failures in a row that make the primary ill; nil for none.
    ///   - ratio: The share of failures that does; nil for none.
    ///   - minimum: The answers that a share needs.
    ///   - over: The span over which the share is taken, in ten slices.
    ///   - stay: How long the calls stay away the first time.
    ///   - longest: The longest they stay away.
    public init(
      consecutive: Int? = 5,
      ratio: Fraction? = nil,
      minimum: Int = 20,
      over: Duration = .seconds(10),
      stay: Duration = .seconds(30),
      longest: Duration = .seconds(300)
    ) {
      precondition((consecutive ?? 1) >= 1 && minimum >= 1, "counts are >= 1")
      precondition(over > .zero && stay > .zero && longest >= stay, "spans are > 0 and in order")
      self.consecutive = consecutive
      self.ratio = ratio
      self.minimum = minimum
      self.over = over
      self.stay = stay
      self.longest = longest
    }
  }

  /// How it is known whether a side is well.
  public let watch: Watch

  /// Where calls go now.
  public private(set) var side = Side.primary

  /// How often it changed sides.
  public private(set) var switches = 0

  /// When the next probe of both sides is due; `Instant.distantFuture` without probes.
  public private(set) var nextProbe: Instant

  /// When `advance` has something to do; `Instant.distantFuture` for never.
  public private(set) var nextDeadline: Instant = .distantFuture

  private var isIll = [2 of Bool](repeating: false)
  private var streak = [2 of Int](repeating: 0)
  private var window: SlidingSums
  private var returnStays = 0
  private var backSince: Instant?
  private var clock: Instant

  /// Creates a route on its primary side.
  ///
  /// - Parameters:
  ///   - watch: How it is known whether a side is well.
  ///   - now: The time.
  public init(_ watch: Watch, at now: Instant) {
    self.watch = watch
    clock = now
    nextProbe = .distantFuture
    var over = Duration.seconds(10)
    switch watch {
    case .active(let every, let fails, let recovers):
      precondition(every > .zero && fails >= 1 && recovers >= 1, "an interval and counts are > 0")
      nextProbe = now
    case .passive(let rule): over = rule.over
    case .manual(let delay): precondition(delay >= .zero, "a delay is >= 0, found \(delay)")
    }
    window = SlidingSums(over: over, slices: 10, at: now)
  }

  /// Returns whether probes are due, and plans the next ones.
  ///
  /// - Parameter now: The time.
  /// - Returns: Whether the body should probe both sides now and report with `probed`.
  public mutating func takeProbe(at now: Instant) -> Bool {
    guard case .active(let every, _, _) = watch, now >= nextProbe else { return false }
    let step = every.wholeNanoseconds
    let missed = nextProbe.nanoseconds(to: now) / step
    nextProbe = nextProbe.advanced(byNanoseconds: (missed + 1) * step)
    return true
  }

  /// Learns how a probe ended.
  ///
  /// - Parameters:
  ///   - probe: The side that was probed.
  ///   - isGood: Whether it answered well and in time.
  ///   - now: The time.
  /// - Returns: The change of side that follows, if any.
  public mutating func probed(_ probe: Side, isGood: Bool, at now: Instant) -> Switch? {
    guard case .active(_, let fails, let recovers) = watch else { return nil }
    let change = advance(to: now)
    let index = Int(probe.rawValue)
    if isGood != isIll[index] {
      streak[index] = 0
      return change
    }
    streak[index] += 1
    if streak[index] >= (isIll[index] ? recovers : fails) {
      isIll[index].toggle()
      streak[index] = 0
    }
    return settle() ?? change
  }

  /// Learns how a call to a side ended.
  ///
  /// - Parameters:
  ///   - answering: The side that was called.
  ///   - isGood: Whether the answer speaks for that side; a 4xx does.
  ///   - now: The time.
  /// - Returns: The change of side that follows, if any.
  public mutating func answered(_ answering: Side, isGood: Bool, at now: Instant) -> Switch? {
    guard case .passive(let rule) = watch else { return nil }
    let change = advance(to: now)
    guard answering == .primary && side == .primary else { return change }
    window.advance(to: clock)
    window.add(SIMD2(1, isGood ? 0 : 1))
    streak[0] = isGood ? 0 : streak[0] + 1
    guard !isGood, isTooMuch(rule) else { return change }
    return leave(rule)
  }

  /// Learns that people were called to the primary, or that the cause has gone.
  ///
  /// - Parameters:
  ///   - isRaised: Whether the alarm begins or ends.
  ///   - now: The time.
  /// - Returns: The change of side that follows at once, if any.
  public mutating func alarm(_ isRaised: Bool, at now: Instant) -> Switch? {
    guard case .manual(let delay) = watch else { return nil }
    let change = advance(to: now)
    guard isRaised != isIll[0] else { return change }
    isIll[0] = isRaised
    nextDeadline = isRaised == (side == .secondary) ? .distantFuture : clock.advanced(by: delay)
    return advance(to: clock) ?? change
  }

  /// Does what was due by `now`.
  ///
  /// - Parameter now: The time; a step back changes nothing.
  /// - Returns: The change of side that was due, if any; there is at most one.
  public mutating func advance(to now: Instant) -> Switch? {
    clock = max(clock, now)
    guard clock >= nextDeadline else { return nil }
    let due = nextDeadline
    nextDeadline = .distantFuture
    switch watch {
    case .active: return nil
    case .passive:
      streak[0] = 0
      backSince = due
      return move(to: .primary, at: due)
    case .manual: return move(to: isIll[0] ? .secondary : .primary, at: due)
    }
  }

  private mutating func settle() -> Switch? {
    if !isIll[0] { return move(to: .primary, at: clock) }
    return isIll[1] ? nil : move(to: .secondary, at: clock)
  }

  private func isTooMuch(_ rule: Passive) -> Bool {
    if let consecutive = rule.consecutive, streak[0] >= consecutive { return true }
    guard let ratio = rule.ratio, window.total[0] >= Int64(rule.minimum) else { return false }
    return Double(window.total[1]) >= ratio.value * Double(window.total[0])
  }

  private mutating func leave(_ rule: Passive) -> Switch? {
    let last = stay(rule, returnStays)
    let isRelapse = backSince.map { $0.nanoseconds(to: clock) < last } ?? false
    returnStays = isRelapse ? min(62, returnStays + 1) : 0
    nextDeadline = clock.advanced(byNanoseconds: stay(rule, returnStays))
    window = SlidingSums(over: rule.over, slices: 10, at: clock)
    return move(to: .secondary, at: clock)
  }

  private func stay(_ rule: Passive, _ doublings: Int) -> Int64 {
    let (first, longest) = (rule.stay.wholeNanoseconds, rule.longest.wholeNanoseconds)
    return first > longest >> doublings ? longest : first << doublings
  }

  private mutating func move(to other: Side, at instant: Instant) -> Switch? {
    guard other != side else { return nil }
    side = other
    switches += 1
    return Switch(at: instant, to: other)
  }
}
