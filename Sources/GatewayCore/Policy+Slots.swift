public import Policies
public import TimeAndChance

extension Policy {
  /// Messages that are sent in one call.
  ///
  /// One failed call fails them all; one answer of success still speaks for each token alone.
  public struct BatchSlot: Sendable, Hashable {
    /// How many at most.
    public var size: Int
    /// How long the first waits for the others.
    public var linger: Duration

    /// Creates a slot.
    public init(size: Int, linger: Duration) {
      self.size = size
      self.linger = linger
    }
  }

  /// A client-side limiter.
  public struct RateSlot: Sendable, Hashable {
    /// What the limit is measured against.
    public enum Limit: Sendable, Hashable {
      /// A share of the provider's own quota.
      case shareOfQuota(Fraction)
      /// A rate over the whole fleet.
      case rate(Rate)
    }

    /// What may be sent.
    public var limit: Limit
    /// The share of the limit that only P0 may take.
    public var reserve: Fraction
    /// How long the limit takes to grow from nothing after a start.
    public var ramp: Duration

    /// Creates a limiter.
    public init(limit: Limit, reserve: Fraction = .none, ramp: Duration = .zero) {
      self.limit = limit
      self.reserve = reserve
      self.ramp = ramp
    }
  }

  /// What follows an attempt that failed.
  public struct RetrySlot: Sendable, Hashable {
    /// What becomes of a message after its last attempt.
    public enum Last: String, Sendable, Hashable, CaseIterable {
      /// It waits on the parking ladder.
      case park
      /// It is kept for people to look at.
      case deadLetter = "dead-letter"
      /// It is gone.
      case drop
    }

    /// Where a parked message waits.
    public enum ParkIn: String, Sendable, Hashable, CaseIterable {
      /// In a durable topic outside the server.
      case topic
      /// In the process: a crash loses it.
      case memory
    }

    /// Quick attempts in all, the first included.
    public var attempts = 1
    /// The pauses between them.
    public var pauses = Backoff.none
    /// How a server's Retry-After changes a pause.
    public var retryAfter = RetryAfter.ignore
    /// Whether a retry that cannot end in time is refused.
    public var respectsDeadline = false
    /// What follows the last attempt.
    public var then = Last.drop
    /// The stays of a parked message.
    public var park = ParkingLadder([])
    /// Where it waits.
    public var parkIn = ParkIn.topic

    /// Creates the slot that tries once.
    public init() {}
  }

  /// A circuit breaker and what follows its refusals.
  public struct BreakerSlot: Sendable, Hashable {
    /// How many calls one breaker watches over.
    public enum Scope: String, Sendable, Hashable, CaseIterable {
      /// One connection.
      case connection
      /// One server's calls to one provider.
      case server
      /// One region's calls to one provider.
      case region
      /// The whole fleet's calls to one provider.
      case fleet
    }

    /// What becomes of a message that it refuses.
    public enum WhenOpen: String, Sendable, Hashable, CaseIterable {
      /// It is parked, without using an attempt or a rung.
      case park
      /// It fails at once.
      case fail
      /// It goes to the class's fallback.
      case fallback
      /// It waits until the breaker may let it through.
      case wait
    }

    /// The scope.
    public var scope: Scope
    /// The breaker.
    public var configuration: Breaker.Configuration
    /// What follows a refusal.
    public var whenOpen: WhenOpen

    /// Creates a slot.
    public init(
      scope: Scope = .server,
      configuration: Breaker.Configuration,
      whenOpen: WhenOpen = .park
    ) {
      self.scope = scope
      self.configuration = configuration
      self.whenOpen = whenOpen
    }
  }

  /// What happens to a message that its provider fails.
  public enum FallbackSlot: Sendable, Hashable {
    /// Nothing.
    case off
    /// The fallback that the class of traffic names.
    case ofClass
    /// The last known good answer, for this share of the messages.
    case stale(hit: Fraction)
  }

  /// What happens to tokens that the provider calls invalid.
  public struct HygieneSlot: Sendable, Hashable {
    /// When and by which rule tokens are pruned.
    public var rule: TokenHygiene
    /// What stops pruning when too many die at once; nil prunes on.
    public var guardRule: PruneGuard.Settings?

    /// Creates a slot.
    public init(rule: TokenHygiene, guardRule: PruneGuard.Settings?) {
      self.rule = rule
      self.guardRule = guardRule
    }
  }

  /// How parked messages come back once the provider recovers.
  public struct DrainSlot: Sendable, Hashable {
    /// From nothing to everything over this long.
    public var ramp: Duration
    /// Parked messages wait while live messages of this priority or a higher one wait; nil for none.
    public var behind: UInt8?

    /// Creates a slot.
    public init(ramp: Duration, behind: UInt8?) {
      self.ramp = ramp
      self.behind = behind
    }
  }

  /// When a second call is made because the first is late.
  public enum HedgeSlot: Sendable, Hashable {
    /// After the given quantile of what was measured.
    case quantile(Fraction)
    /// After a fixed time.
    case after(Duration)
  }
}
