/// What an answer means and what to do about it.
///
/// Four independent parts, because libraries that merge them get incidents wrong: *what to do*,
/// *whom it concerns*, *what it says about the provider's health*, and *how soon* at the earliest.
public struct Verdict: Sendable, Hashable {
  /// The earliest pause before another attempt that the table itself demands, in nanoseconds.
  public var floorNanoseconds: Int64

  /// The pause that the provider asked for, or the table's stand-in when it stayed silent; 0 for
  /// none.
  ///
  /// Kept apart from the floor so that a policy that ignores Retry-After can be simulated, and a
  /// breaker may open for exactly that long.
  public var retryAfterNanoseconds: Int64

  /// Whom the answer concerns.
  public var scope: Scope

  /// What to do.
  public var action: Action

  /// What the answer says about the provider's health.
  public var evidence: Evidence

  /// Side conditions.
  public var flags: Flags

  /// Creates a verdict.
  @inlinable
  public init(
    _ action: Action,
    _ scope: Scope,
    _ evidence: Evidence,
    floorNanoseconds: Int64 = 0,
    retryAfterNanoseconds: Int64 = 0,
    flags: Flags = []
  ) {
    precondition(floorNanoseconds >= 0, "a floor is not negative, found \(floorNanoseconds)")
    precondition(retryAfterNanoseconds >= 0, "a wait is not negative")
    self.floorNanoseconds = floorNanoseconds
    self.retryAfterNanoseconds = retryAfterNanoseconds
    self.scope = scope
    self.action = action
    self.evidence = evidence
    self.flags = flags
  }

  /// The earliest pause before another attempt: the table's floor or what the provider asked for,
  /// whichever is longer.
  @inlinable
  public var earliestRetryNanoseconds: Int64 {
    max(floorNanoseconds, retryAfterNanoseconds)
  }

  /// Whether the provider may have acted although no usable answer came: a retry can duplicate.
  @inlinable
  public var outcomeUnknown: Bool { flags.contains(.outcomeUnknown) }

  /// Whether the action must pass a `PruneGuard` first, because a mistake of ours looks the same.
  @inlinable
  public var isGuarded: Bool { flags.contains(.guarded) }

  /// Whom an answer concerns, and therefore how wide the back-off may be.
  public enum Scope: UInt8, Sendable, Hashable, CaseIterable {
    /// This message only.
    case message
    /// One token or device.
    case device
    /// Our credential: provider token, OAuth token, certificate.
    case credential
    /// One connection.
    case connection
    /// Everything sent under one project, team or account.
    case project
    /// The provider as a whole.
    case provider
    /// Ourselves: a mistake in our configuration, code or data.
    case own
  }

  /// What to do about an answer.
  public enum Action: UInt8, Sendable, Hashable, CaseIterable {
    /// The message is accepted.
    case done
    /// Try again after a pause, on any connection.
    case retry
    /// Try again on another connection; this one is of no further use.
    case retryOnNewConnection
    /// Get a fresh credential, then try again.
    case refreshCredential
    /// Put the message into the retry topic without another attempt now.
    case park
    /// Slow this one device; the token is healthy.
    case backOffDevice
    /// Slow everything sent under the project.
    case backOffProject
    /// Slow this one topic.
    case backOffTopic
    /// Remove the token; the message has ended.
    case prune
    /// Give this message up; nothing else is wrong.
    case drop
    /// Give this message up and wake a person: our configuration is wrong.
    case dropAlert
    /// Send through the secondary channel at once.
    case failOver
  }

  /// What an answer says about the provider's health, for breakers and pressure signals.
  public enum Evidence: UInt8, Sendable, Hashable, CaseIterable {
    /// It did what we asked.
    case success
    /// It refused for a good reason of its own: healthy. A wave of 410 is not an outage.
    case alive
    /// It works but asks for less.
    case overload
    /// It failed or stayed silent.
    case dead
    /// It says nothing either way.
    case none
  }

  /// Side conditions of a verdict.
  public struct Flags: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: UInt8

    /// Creates flags from raw bits.
    @inlinable
    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// The provider may have acted on the request.
    @inlinable
    public static var outcomeUnknown: Flags { Flags(rawValue: 1) }
    /// The action must pass a `PruneGuard` first.
    @inlinable
    public static var guarded: Flags { Flags(rawValue: 2) }
    /// The next attempt must use another connection.
    @inlinable
    public static var newConnection: Flags { Flags(rawValue: 4) }
    /// One further attempt at most, whatever the retry policy allows.
    @inlinable
    public static var once: Flags { Flags(rawValue: 8) }
    /// The provider counts the answer against the sender (APNs closes connections over it).
    @inlinable
    public static var eatsErrorBudget: Flags { Flags(rawValue: 16) }
  }
}

extension Verdict.Evidence {
  /// Whether a breaker counts the answer as a success.
  @inlinable
  public var countsAsSuccess: Bool { self == .success || self == .alive }

  /// Whether a breaker counts the answer as a failure.
  @inlinable
  public var countsAsFailure: Bool { self == .overload || self == .dead }
}

extension Verdict.Action {
  /// Whether the message lives on after this action.
  @inlinable
  public var triesAgain: Bool {
    switch self {
    case .retry, .retryOnNewConnection, .refreshCredential, .park, .backOffDevice,
      .backOffProject, .backOffTopic:
      true
    case .done, .prune, .drop, .dropAlert, .failOver: false
    }
  }

  /// The action as scenario files spell it.
  public var name: String {
    switch self {
    case .done: "done"
    case .retry: "retry"
    case .retryOnNewConnection: "retry-on-new-connection"
    case .refreshCredential: "refresh-credential"
    case .park: "park"
    case .backOffDevice: "back-off-device"
    case .backOffProject: "back-off-project"
    case .backOffTopic: "back-off-topic"
    case .prune: "prune"
    case .drop: "drop"
    case .dropAlert: "drop-alert"
    case .failOver: "fail-over"
    }
  }

  /// Finds the action that scenario files spell `name`, if there is one.
  public init?(named name: String) {
    guard let action = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = action
  }

  /// The scope that goes with the action when nothing else is known.
  public var usualScope: Verdict.Scope {
    switch self {
    case .done, .park, .drop, .failOver: .message
    case .retry: .provider
    case .retryOnNewConnection: .connection
    case .refreshCredential: .credential
    case .backOffDevice, .prune: .device
    case .backOffProject, .backOffTopic: .project
    case .dropAlert: .own
    }
  }
}
