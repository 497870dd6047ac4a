public import TimeAndChance

/// When and where a lost connection is opened again.
///
/// A provider that retires a server drops the connections of everybody at once. What protects it, and
/// the sender's own handshake budget, is a pause that grows and differs from sender to sender, and a
/// gap between two openings of one sender; Apple's engineers ask for both, and for a fresh look-up
/// of the name each time (developer.apple.com/forums/thread/778909).
public struct Reconnect: Sendable, Hashable {
  /// How the pause before an opening grows with the failures before it.
  public enum Pause: Sendable, Hashable {
    /// Opens again at once, as a first version does.
    case none
    /// Waits the same span each time.
    case fixed(Duration)
    /// Waits `base`, twice that, four times that, never more than `cap`, spread by `jitter`.
    case exponential(base: Duration, cap: Duration, jitter: Jitter)
  }

  /// How a growing pause is spread, so that many senders do not return together.
  public enum Jitter: Sendable, Hashable {
    /// Not at all: everyone returns in the same instant.
    case none
    /// Uniform from nothing to the whole pause.
    case full
    /// Half the pause, and uniform over the other half.
    case equal
    /// Uniform from `base` to three times the pause before, capped.
    case decorrelated
    /// Uniform over the pause plus or minus this share of it.
    case share(Fraction)
  }

  /// Where the address of a new connection comes from.
  public enum Address: Sendable, Hashable {
    /// A look-up for this connection, which may find another host.
    case fresh
    /// The address used before, which leads back to a host that just retired.
    case cached
  }

  /// The pause before an opening.
  public var pause: Pause

  /// The least span between two openings of one pool.
  public var spacing: Duration

  /// Where the address comes from.
  public var address: Address

  /// Creates a rule; the default is that of `recommended`.
  ///
  /// - Parameters:
  ///   - pause: The pause before an opening that follows a loss or a failure.
  ///   - spacing: The least span between two openings of one pool.
  ///   - address: Where the address of a new connection comes from.
  public init(
    pause: Pause = .exponential(base: .seconds(1), cap: .seconds(60), jitter: .full),
    spacing: Duration = .milliseconds(100),
    address: Address = .fresh
  ) {
    self.pause = pause
    self.spacing = spacing
    self.address = address
  }

  /// Reconnects at once to the address it has: what a first version does.
  public static var naive: Reconnect {
    Reconnect(pause: .none, spacing: .zero, address: .cached)
  }

  /// Returns the nanoseconds to wait before the next opening.
  ///
  /// - Parameters:
  ///   - failures: Losses and failed openings since an answer last arrived; at least 1.
  ///   - previous: The pause before this one in nanoseconds, 0 if there was none.
  ///   - chance: The source of the jitter.
  /// - Returns: The pause in nanoseconds, 0 for at once.
  public func nanoseconds(
    afterFailures failures: Int,
    previous: Int64,
    using chance: inout RandomStream
  ) -> Int64 {
    switch pause {
    case .none: return 0
    case .fixed(let span): return max(0, span.wholeNanoseconds)
    case .exponential(let base, let cap, let jitter):
      let base = max(1, base.wholeNanoseconds)
      let cap = max(base, cap.wholeNanoseconds)
      let doublings = min(62, max(0, failures - 1))
      let whole = base > cap >> doublings ? cap : base << doublings
      switch jitter {
      case .none: return whole
      case .full: return chance.nanoseconds(below: saturatingSum(whole, 1))
      case .equal: return whole / 2 + chance.nanoseconds(below: whole - whole / 2 + 1)
      case .decorrelated:
        let top = max(base, previous) > cap / 3 ? cap : max(base, previous) * 3
        return min(cap, base + chance.nanoseconds(below: top - base + 1))
      case .share(let share):
        return nanosecondsRounded(
          Double(whole) * (1 + share.value * chance.uniform(from: -1, to: 1))
        )
      }
    }
  }
}
