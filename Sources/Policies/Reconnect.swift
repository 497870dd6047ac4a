/// When and where a lost connection is opened again.
///
/// A provider that retires a server drops the connections of everybody at once. What protects it, and
/// the sender's own handshake budget, is a pause that grows and differs from sender to sender, and a
/// gap between two openings of one sender; Apple's engineers ask for both, and for a fresh look-up
/// of the name each time (developer.apple.com/forums/thread/778909).
public struct Reconnect: Sendable, Hashable {
  /// Where the address of a new connection comes from.
  public enum Address: Sendable, Hashable {
    /// A look-up for this connection, which may find another host.
    case fresh
    /// The address used before, which leads back to a host that just retired.
    case cached
  }

  /// The pause before an opening that follows a loss; the attempt is the number of losses and
  /// failed openings since an answer last arrived, so the first pause is already spread.
  public var backoff: Backoff

  /// The least span between two openings of one pool.
  public var spacing: Duration

  /// Where the address comes from.
  public var address: Address

  /// Creates a rule; the default is that of `recommended`.
  ///
  /// - Parameters:
  ///   - backoff: The pause before an opening that follows a loss or a failure.
  ///   - spacing: The least span between two openings of one pool.
  ///   - address: Where the address of a new connection comes from.
  public init(
    backoff: Backoff = .exponential(base: .seconds(1), cap: .seconds(60), jitter: .full),
    spacing: Duration = .milliseconds(100),
    address: Address = .fresh
  ) {
    precondition(spacing >= .zero, "a spacing is >= 0, found \(spacing)")
    self.backoff = backoff
    self.spacing = spacing
    self.address = address
  }

  /// Reconnects at once to the address it has: what a first version does.
  public static var naive: Reconnect {
    Reconnect(backoff: .none, spacing: .zero, address: .cached)
  }
}
