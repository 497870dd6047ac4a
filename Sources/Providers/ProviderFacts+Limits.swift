public import Policies
public import TimeAndChance

extension ProviderFacts {
  /// How much a provider takes from one project or account.
  public struct QuotaFacts: Sendable, Hashable {
    /// The default and the larger sizes seen in the field, the default first.
    public var sizes: [Size]
    /// How the bucket fills.
    public var refill: Refill
    /// The length of a window, for buckets that refill to full.
    public var window: Duration
    /// Which requests use it up.
    public var counts: Counts
    /// The wait that it asks for when it is spent.
    public var retryAfter: Duration?
    /// What it answers when it is spent.
    public var whenSpent: Answer

    /// Creates facts about a quota.
    public init(
      sizes: [Size],
      refill: Refill,
      window: Duration,
      counts: Counts,
      retryAfter: Duration? = nil,
      whenSpent: Answer
    ) {
      self.sizes = sizes
      self.refill = refill
      self.window = window
      self.counts = counts
      self.retryAfter = retryAfter
      self.whenSpent = whenSpent
    }

    /// The default rate; nil when it is the user's to say.
    public var rate: Rate? { sizes.first?.rate }

    /// One size of the bucket.
    public struct Size: Sendable, Hashable {
      /// Who has it.
      public var name: String
      /// The rate averaged over a window.
      public var rate: Rate

      /// Creates a size.
      public init(_ name: String, _ rate: Rate) {
        self.name = name
        self.rate = rate
      }
    }

    /// How a bucket fills.
    public enum Refill: String, Sendable, Hashable, CaseIterable {
      /// To the brim at the end of each window, whose phase is the provider's own.
      case toFull = "to-full"
      /// Little by little.
      case continuous
    }

    /// Which requests use a quota up.
    public enum Counts: String, Sendable, Hashable, CaseIterable {
      /// Every one.
      case all
      /// Every one that is not answered with 429: dead tokens burn it too.
      case allBut429 = "all-but-429"
      /// Accepted ones.
      case accepted
    }
  }

  /// How much a provider lets through to one device.
  public struct DeviceLimit: Sendable, Hashable {
    /// What the limit applies to.
    public var what: String
    /// How many may come at once.
    public var burst: Int
    /// How fast the allowance grows back.
    public var refill: Rate
    /// What happens to the rest.
    public var excess: Excess

    /// Creates a limit.
    public init(_ what: String, burst: Int, refill: Rate, excess: Excess) {
      self.what = what
      self.burst = burst
      self.refill = refill
      self.excess = excess
    }

    /// What happens to messages beyond a limit.
    public enum Excess: String, Sendable, Hashable, CaseIterable {
      /// They are answered with an error.
      case refused
      /// They arrive later.
      case delayed
    }
  }

  /// How a provider fans a message out to a topic.
  public struct TopicFacts: Sendable, Hashable {
    /// How many fan-outs may run at a time.
    public var concurrentFanOuts: Int
    /// How many devices a second all fan-outs of a project reach together.
    public var fanOutRate: Rate
    /// How many subscriptions a second a project may change.
    public var subscriptionRate: Rate

    /// Creates facts about topics.
    public init(concurrentFanOuts: Int, fanOutRate: Rate, subscriptionRate: Rate) {
      self.concurrentFanOuts = concurrentFanOuts
      self.fanOutRate = fanOutRate
      self.subscriptionRate = subscriptionRate
    }
  }

  /// What error answers cost the sender beyond themselves.
  ///
  /// Which answers count is in the table (`Verdict.Flags.eatsErrorBudget`); thresholds are
  /// published nowhere, so the user sets them.
  public struct ErrorBudget: Sendable, Hashable {
    /// Whether a connection with too many error answers is closed.
    public var closesConnections: Bool
    /// Reasons that weigh more than others.
    public var heavier: [Answer.Reason]
    /// The share of hard failures that brings a review, where one is known.
    public var reviewAbove: Fraction?
    /// The share of hard failures that stops sending, where one is known.
    public var pauseAbove: Fraction?

    /// Creates an error budget.
    public init(
      closesConnections: Bool = false,
      heavier: [Answer.Reason] = [],
      reviewAbove: Fraction? = nil,
      pauseAbove: Fraction? = nil
    ) {
      self.closesConnections = closesConnections
      self.heavier = heavier
      self.reviewAbove = reviewAbove
      self.pauseAbove = pauseAbove
    }
  }

  /// When a provider gives up inside, and what it answers then.
  public struct InternalTimeout: Sendable, Hashable {
    /// After how long.
    public var after: Duration
    /// What comes back.
    public var answer: Answer

    /// Creates an internal timeout.
    public init(after: Duration, answer: Answer) {
      self.after = after
      self.answer = answer
    }
  }
}
