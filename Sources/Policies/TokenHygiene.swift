public import TimeAndChance

/// Decides what becomes of a token that a provider has called invalid.
///
/// The answer is about the past: a device may have registered the same token again since the
/// provider confirmed that it was gone. Pruning such a token loses a living user; keeping a dead
/// one burns quota (FCM counts its 404) and patience (APNs closes connections over
/// `BadDeviceToken`). The decision is pure; the registry, and the list for the night, are the
/// body's.
///
///     answer --judge--> prune · keep(why) · deferToNightly · replace(by)
///                                             |
///     registry at night --sweep---------------+--> prune · keep(why)
public struct TokenHygiene: Sendable, Hashable {
  /// When tokens are removed.
  public var timing: Timing

  /// Which tokens are spared.
  public var rule: Rule

  /// Creates a policy; Apple's rule, acting on every answer, unless told otherwise.
  @inlinable
  public init(timing: Timing = .inline, rule: Rule = .apple) {
    self.timing = timing
    self.rule = rule
  }

  /// Decides at the moment of the answer.
  ///
  /// - Parameters:
  ///   - report: What the provider said, and what the registry knows.
  ///   - mayPrune: Whether the guard lets pruning go on; true without a guard.
  /// - Returns: What to do with the token now.
  @inlinable
  public func judge(_ report: Report, mayPrune: Bool = true) -> Effect {
    if let successor = report.canonical {
      return timing == .never ? .keep(.neverPrunes) : .replace(by: successor)
    }
    switch timing {
    case .never: return .keep(.neverPrunes)
    case .nightly: return .deferToNightly
    case .inline: return decide(report, mayPrune: mayPrune)
    case .both:
      return report.isGuarded ? .deferToNightly : decide(report, mayPrune: mayPrune)
    }
  }

  /// Decides in the nightly run about a token that was deferred during the day.
  ///
  /// - Parameters:
  ///   - report: What the provider said then, and what the registry knows *now*: a device that
  ///     came back since is spared by the rules that compare times.
  ///   - mayPrune: Whether the guard lets pruning go on; true without a guard.
  /// - Returns: `.prune` or `.keep`.
  @inlinable
  public func sweep(_ report: Report, mayPrune: Bool = true) -> Effect {
    timing == .never ? .keep(.neverPrunes) : decide(report, mayPrune: mayPrune)
  }

  @inlinable
  func decide(_ report: Report, mayPrune: Bool) -> Effect {
    switch rule {
    case .apple where report.registeredAt > (report.invalidSince ?? report.sentAt):
      .keep(.registeredLater)
    case .lastSend where (report.invalidSince ?? report.sentAt) > report.sentAt:
      .keep(.invalidAfterLastSend)
    case .apple, .lastSend, .always:
      mayPrune ? .prune : .keep(.guardStopped)
    }
  }

  /// When tokens are removed.
  public enum Timing: String, Sendable, Hashable, CaseIterable {
    /// On every answer.
    case inline
    /// Once a night, from a list collected during the day.
    case nightly
    /// On clear answers at once; on those that a mistake of ours could have caused, at night, when
    /// a guard has seen a whole day.
    case both
    /// Not at all.
    case never
  }

  /// Which tokens are spared although the provider called them invalid.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// Those registered after the provider confirmed that they were invalid (Apple's rule).
    ///
    /// Without a time stamp, as from FCM, the answered send stands in for it.
    case apple
    /// Those that became invalid after the answered send: what the field notes say, and wrong,
    /// because it forgets that a device can come back.
    case lastSend = "notes-002"
    /// None.
    case always
  }

  /// What is known when a provider calls a token invalid.
  public struct Report: Sendable, Hashable {
    /// When the provider confirmed that the token was invalid, where it says so (APNs 410).
    public var invalidSince: Instant?
    /// When the device last registered this token with us.
    public var registeredAt: Instant
    /// When the answered attempt was sent.
    public var sentAt: Instant
    /// Whether a mistake of ours could have caused the same answer (`Verdict.isGuarded`).
    public var isGuarded: Bool
    /// The newer identifier of the same device, which FCM's legacy interface sends.
    public var canonical: UInt64?

    /// Creates a report.
    @inlinable
    public init(
      invalidSince: Instant? = nil,
      registeredAt: Instant,
      sentAt: Instant,
      isGuarded: Bool = false,
      canonical: UInt64? = nil
    ) {
      self.invalidSince = invalidSince
      self.registeredAt = registeredAt
      self.sentAt = sentAt
      self.isGuarded = isGuarded
      self.canonical = canonical
    }
  }

  /// What to do with a token.
  public enum Effect: Sendable, Hashable {
    /// Remove it.
    case prune
    /// Leave it as it is.
    case keep(Reason)
    /// Put it on the list for the night.
    case deferToNightly
    /// Put the newer identifier of the same device in its place.
    case replace(by: UInt64)
  }

  /// Why a token stays.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// The device registered it again after the provider had confirmed it as invalid.
    case registeredLater = "registered-later"
    /// It became invalid after the answered send.
    case invalidAfterLastSend = "invalid-after-last-send"
    /// Too many tokens were called invalid at once.
    case guardStopped = "guard-stopped"
    /// The policy removes nothing.
    case neverPrunes = "never-prunes"
  }
}
