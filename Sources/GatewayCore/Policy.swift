public import Policies

/// How one kind of message is delivered to one provider: every decision as a slot that can be off.
///
/// A value of data: a file can hold it, two can be compared, and a live gateway and a simulator read
/// the same one. The order in which the slots act is not configurable; it exists once, in
/// `DeliveryMachine`.
public struct Policy: Sendable, Hashable {
  /// The name that people know it by.
  public var name: String
  /// How long one attempt may take; nil waits for ever.
  public var timeout: Duration?
  /// How connections are opened, chosen, watched and replaced.
  public var connect: ConnectionPolicy
  /// How many messages travel in one call; nil for one.
  ///
  /// The body gathers them before it asks the machine, which sees one message.
  public var batch: BatchSlot?
  /// What an answer means.
  public var classify: ResponseTable
  /// A client-side limit on what is sent; nil for none.
  public var rate: RateSlot?
  /// What follows an attempt that failed.
  public var retry: RetrySlot
  /// How many retries may be added to the load; nil for any number.
  public var budget: RetryBudget.Rule?
  /// When to stop calling; nil for never.
  public var breaker: BreakerSlot?
  /// The calls that may be under way to the provider from one server; nil for any number.
  public var bulkhead: Int?
  /// A probabilistic throttle on what is sent; nil for none.
  public var throttle: AdaptiveThrottle.Rule?
  /// A limit on calls under way that follows what is measured; nil for none.
  public var limit: ConcurrencyLimit.Rule?
  /// How load is taken off in steps, before anything opens; nil for not at all.
  public var pressure: PressureLadder.Configuration?
  /// What happens to a message that its provider fails.
  public var fallback: FallbackSlot
  /// What happens to tokens that the provider calls invalid; nil never prunes.
  public var hygiene: HygieneSlot?
  /// How long a (notification, device) pair is remembered; nil for no deduplication.
  public var dedup: Duration?
  /// How parked messages come back once the provider recovers; nil for all at once.
  public var drain: DrainSlot?
  /// A second call when the first is late; nil for none.
  public var hedge: HedgeSlot?

  /// Creates the policy with every slot off: send once, wait for ever.
  ///
  /// - Parameters:
  ///   - name: The name that people know it by.
  ///   - classify: What an answer means.
  public init(named name: String, classify: ResponseTable) {
    self.name = name
    timeout = nil
    connect = .naive
    self.classify = classify
    batch = nil
    rate = nil
    retry = RetrySlot()
    budget = nil
    breaker = nil
    bulkhead = nil
    throttle = nil
    limit = nil
    pressure = nil
    fallback = .off
    hygiene = nil
    dedup = nil
    drain = nil
    hedge = nil
  }
}
