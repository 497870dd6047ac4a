/// When a connection is asked whether it is still there.
///
/// A path can drop packets without ever resetting the connection
/// (github.com/golang/go/issues/23559). Without pings such a black hole is found by the silence of
/// its streams; with pings after at most `idle` plus `timeout`. FCM closes a connection after three
/// pings without a request between them, so its preset has none.
public struct PingPolicy: Sendable, Hashable {
  /// How long nothing has to be heard before a ping is sent.
  public var idle: Duration

  /// How long the answer may take before the connection counts as lost.
  public var timeout: Duration

  /// Creates a rule.
  ///
  /// - Parameters:
  ///   - idle: The silence before a ping.
  ///   - timeout: The silence after it that means the connection is lost.
  public init(idle: Duration, timeout: Duration) {
    precondition(idle > .zero && timeout > .zero, "ping spans are > 0, found \(idle), \(timeout)")
    self.idle = idle
    self.timeout = timeout
  }
}
