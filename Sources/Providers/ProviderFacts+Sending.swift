public import Policies
public import TimeAndChance

extension ProviderFacts {
  /// What a provider asks of senders that try again, and of their pace.
  public struct RetryRules: Sendable, Hashable {
    /// The shortest pause before any retry.
    public var minimumPause: Duration?
    /// Pauses after a 5xx as different readers take the rule, the literal one first; no pause
    /// means never.
    public var serverErrorPauses: [PausePreset] = []
    /// The wait after 429 when no `Retry-After` came.
    public var pauseAfter429: Duration?
    /// The longest pause that the provider recommends.
    public var longestPause: Duration?
    /// The time that a ramp from nothing to the peak should take.
    public var ramp: Duration?
    /// The shortest timeout that a client should use.
    public var minimumTimeout: Duration?
    /// Minutes of the hour around which bulk sending should be avoided.
    public var avoidedMinutes: [Int] = []
    /// The distance to keep from those minutes.
    public var avoidedDistance: Duration?
    /// How long the provider itself keeps trying after it accepted a message.
    public var ownRetry: Duration?

    /// Creates rules that ask nothing.
    public init() {}
  }

  /// One reading of a rule about pauses.
  public struct PausePreset: Sendable, Hashable {
    /// Whose reading.
    public var name: String
    /// The pause; nil means that a retry is never made.
    public var pause: Duration?

    /// Creates a reading.
    public init(_ name: String, _ pause: Duration?) {
      self.name = name
      self.pause = pause
    }
  }

  /// What one rented sender carries.
  public struct SenderFacts: Sendable, Hashable {
    /// Message segments a second.
    public var rate: Rate
    /// What larger arrangements allow, where published.
    public var largestRate: Rate?
    /// The limit of the whole account, whatever the number of senders.
    public var accountRate: Rate?
    /// How long the accepted backlog of a sender may be, counted in its own rate.
    public var queue: Duration?
    /// A limit on the backlog in messages, where the vendor counts those.
    public var queueMessages: Int?
    /// What is answered when the backlog is full.
    public var whenQueueFull: Answer
    /// The monthly rent in US dollars.
    public var monthlyUSD: Double?

    /// Creates facts about a sender.
    public init(
      rate: Rate,
      largestRate: Rate? = nil,
      accountRate: Rate? = nil,
      queue: Duration? = nil,
      queueMessages: Int? = nil,
      whenQueueFull: Answer = Answer(status: 429),
      monthlyUSD: Double? = nil
    ) {
      self.rate = rate
      self.largestRate = largestRate
      self.accountRate = accountRate
      self.queue = queue
      self.queueMessages = queueMessages
      self.whenQueueFull = whenQueueFull
      self.monthlyUSD = monthlyUSD
    }
  }
}
