public import TimeAndChance

/// How a server keeps its connections to one provider: everything a `StreamPool` decides by.
public struct ConnectionPolicy: Sendable, Hashable {
  /// Whether connections outlive a call.
  public enum Reuse: Sendable, Hashable {
    /// Connections are kept and shared by many calls.
    case pool
    /// Every call opens a connection of its own and closes it.
    case perCall
  }

  /// Which of the connections with a free stream gets the next call.
  public enum Choice: Sendable, Hashable {
    /// The one with the fewest open streams; among equals the one that waited longest.
    case leastLoaded
    /// Any of them, with equal probability.
    case random
  }

  /// When a GOAWAY frame that has arrived is acted upon.
  public enum Notice: Sendable, Hashable {
    /// After this span; zero is what a careful client does.
    case after(Duration)
    /// Never: the client goes on sending into a connection that nobody reads.
    case never
  }

  /// When a connection whose calls keep failing gets no calls for a while.
  public struct Outlier: Sendable, Hashable {
    /// Failures in a row that set a connection aside.
    public var consecutive: Int
    /// How long it stays aside.
    public var pause: Duration
    /// The largest share of the connections that may be aside, but at least one and never the last.
    public var atMost: Fraction

    /// Creates a rule; the default is that of `recommended`.
    ///
    /// - Parameters:
    ///   - consecutive: Failures in a row that set a connection aside.
    ///   - pause: How long it stays aside.
    ///   - atMost: The largest share of the connections that may be aside at once.
    public init(
      consecutive: Int = 5,
      pause: Duration = .seconds(30),
      atMost: Fraction = .percent(10)
    ) {
      precondition((1...255).contains(consecutive), "1...255 failures, found \(consecutive)")
      self.consecutive = consecutive
      self.pause = pause
      self.atMost = atMost
    }
  }

  /// Whether connections outlive a call.
  public var reuse: Reuse = .pool

  /// Which connection gets the next call.
  public var choice: Choice = .leastLoaded

  /// When and where lost connections are opened again.
  public var reconnect = Reconnect()

  /// How long an opening may take: TCP, TLS and the first SETTINGS.
  public var openTimeout: Duration = .seconds(10)

  /// When a silent connection is asked whether it is there; nil for never.
  public var ping: PingPolicy? = PingPolicy(idle: .seconds(15), timeout: .seconds(5))

  /// How long nothing may be heard while streams are open before the connection counts as lost.
  ///
  /// The way to find a black hole where pings are not welcome; nil for never.
  public var silence: Duration?

  /// How long a connection may have no stream before it is closed; nil for ever.
  public var idleLimit: Duration?

  /// The age at which a connection hands over to a successor; nil for never.
  ///
  /// Retiring at 59 min makes the end of an FCM connection, which the provider closes after an hour, an
  /// event of our choosing: the successor is ready before the old one stops taking calls.
  public var ageLimit: Duration?

  /// When a GOAWAY is acted upon.
  public var notice: Notice = .after(.zero)

  /// When a failing connection is set aside; nil for never.
  public var outlier: Outlier? = Outlier()

  /// Creates the policy of `recommended` for a provider that takes pings.
  public init() {}

  /// Reconnects at once, never asks, never sets aside: what a first version does.
  public static var naive: ConnectionPolicy {
    var policy = ConnectionPolicy()
    policy.reconnect = .naive
    policy.ping = nil
    policy.outlier = nil
    return policy
  }
}
