public import Policies
public import TimeAndChance

/// What one lane knows of its round trips and of the second calls that it has made.
struct Hedging: Sendable {
  private let hedge: Hedge
  private let quantile: Double
  /// The quantile of the round trips so far, in nanoseconds.
  private var tail = 0.0
  private var seen = 0
  private var calls = 0
  private var hedged = 0

  /// Round trips before the tail is believed: the largest of twenty is about the 95th percentile.
  private static let enough = 20
  /// How far one round trip moves the tail.
  private static let step = 0.005
  /// Calls after which the account of the budget counts half.
  private static let memory = 2_000

  init(_ slot: Policy.HedgeSlot) {
    switch slot {
    case .after(let span):
      hedge = Hedge(.after(span))
      quantile = 0
    case .quantile(let share):
      hedge = Hedge(.quantile(share))
      quantile = share.value
    }
  }

  mutating func called() {
    calls += 1
    guard calls >= Self.memory else { return }
    calls /= 2
    hedged /= 2
  }

  /// Moves the tail up or down so that it settles where its share of the round trips lies below.
  mutating func learn(_ elapsed: Int64) {
    seen &+= 1
    let roundTrip = Double(elapsed)
    guard seen > Self.enough else {
      tail = max(tail, roundTrip)
      return
    }
    tail += max(1, tail) * Self.step * (roundTrip > tail ? quantile : quantile - 1)
  }

  func due(for delivery: Delivery) -> Instant? {
    hedge.instant(
      started: delivery.started,
      measured: seen >= Self.enough ? Int64(tail) : nil,
      deadline: delivery.deadline
    )
  }

  /// Takes one second call out of the budget, if there is room.
  mutating func take() -> Bool {
    guard hedge.isAffordable(hedged: hedged, of: calls) else { return false }
    hedged += 1
    return true
  }
}

/// A second call for a message whose first is late; whichever is answered first decides.
///
/// ```
///   send ─▶ hedgeTime ─▶ hedge ─┬─▶ one is accepted: `answered` for it, `withdraw` the other
///                               └─▶ one fails: `withdraw` it with its answer, the other goes on
/// ```
/// The body keeps the account of each call; a message is in flight once in the ledger, however many
/// calls it has.
extension DeliveryMachine {
  /// Returns when a message that was just sent should have a second call.
  ///
  /// - Parameter delivery: The account of the call under way.
  /// - Returns: The time; nil when the policy has no hedge, knows too little, or it would be too late.
  public func hedgeTime(of delivery: Delivery) -> Instant? {
    let lane = Int(delivery.lane)
    guard delivery.isInFlight, lanes[lane].features.contains(.hedge) else { return nil }
    return lanes[lane].hedging?.due(for: delivery)
  }

  /// Makes a second call for a message in flight, if budget, breaker and streams allow it.
  ///
  /// - Parameters:
  ///   - first: The account of the call under way.
  ///   - shared: The state that this server shares with others.
  ///   - now: The present.
  ///   - chance: Jitter and sampling.
  /// - Returns: The account of the second call, to be written on its lease; nil for none.
  public mutating func hedge(
    _ first: Delivery,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Delivery? {
    precondition(first.isInFlight, "only a message in flight can have a second call")
    let lane = Int(first.lane)
    guard lanes[lane].features.contains(.hedge), now < first.deadline,
      lanes[lane].hasRoom, lanes[lane].hedging?.take() == true
    else { return nil }
    var second = first
    second.flags.subtract([.inFlight, .permitted])
    // A second call that a rung delays would be later than the first answer.
    second.flags.insert(.delayed)
    let gate = lanes[lane].pass(
      &second,
      hasThreads: ledger.inFlight < mostInFlight,
      sharing: &shared,
      telling: &notices,
      at: now,
      using: &chance
    )
    guard case .open = gate else {
      settleBreaker(&second, .abandoned, sharing: &shared, at: now, using: &chance)
      return nil
    }
    ledger.attempts &+= 1
    ledger.hedges &+= 1
    return second
  }

  /// Gives up one of two calls of a message; the other goes on or has decided.
  ///
  /// - Parameters:
  ///   - call: The account of the call that is given up.
  ///   - answer: What came back for it; nil when it is cancelled without an answer.
  ///   - shared: The state that this server shares with others.
  ///   - now: The present.
  ///   - chance: Jitter of a breaker that moves on by this.
  public mutating func withdraw(
    _ call: inout Delivery,
    after answer: Answer? = nil,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    precondition(call.isInFlight, "only a call under way can be given up")
    let lane = Int(call.lane)
    var outcome = Breaker.Outcome.abandoned
    var result = StreamPool.Result.cancelled
    if let answer {
      let verdict = rules[rule(of: call)].classifier.verdict(for: answer)
      outcome = verdict.breakerOutcome(call.started.nanoseconds(to: now))
      result = answer.endOfStream(verdict)
    }
    call.flags.remove(.inFlight)
    if lanes[lane].pool.isOpen(call.lease) {
      lanes[lane].pool.giveBack(call.lease, result, at: now)
    }
    settleBreaker(&call, outcome, sharing: &shared, at: now, using: &chance)
    lanes[lane].underWay &-= 1
    ledger.hedges &-= 1
  }
}
