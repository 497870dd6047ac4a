import Policies
import TimeAndChance

extension DeliveryMachine {
  /// Decides whether, when and where a failed message is tried again.
  mutating func again(
    _ verdict: Verdict,
    _ answer: Answer,
    _ delivery: inout Delivery,
    _ index: Int,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    if let route = rules[index].fallback, !delivery.isOnFallback,
      route.isDue(
        afterFailed: Int(delivery.attemptsHere),
        offered: delivery.offered,
        at: now
      )
    {
      return fallBack(to: route.lane, &delivery, sharing: &shared, at: now, using: &chance)
    }
    guard UInt16(delivery.attemptsHere) < rules[index].attempts else {
      return last(&delivery, index, at: now, using: &chance)
    }
    let own = rules[index].pauses.pauseNanoseconds(
      afterAttempt: Int(delivery.attemptsHere),
      previous: Int64(delivery.carriedMicroseconds) &* 1000,
      using: &chance
    )
    guard
      let pause = rules[index].retryAfter.pause(
        .nanoseconds(max(own, verdict.floorNanoseconds)),
        given: verdict.retryAfterNanoseconds > 0
          ? .after(.nanoseconds(verdict.retryAfterNanoseconds)) : .none,
        using: &chance
      )
    else { return last(&delivery, index, at: now, using: &chance) }
    let at = now.advanced(by: pause)
    if rules[index].respectsDeadline && at >= delivery.deadline {
      return outOfTime(&delivery, index, sharing: &shared, at: now, using: &chance)
    }
    return charge(&delivery, index, answer, own, at, now, using: &chance)
  }

  /// Charges the retry when it is scheduled, not when it is made.
  private mutating func charge(
    _ delivery: inout Delivery,
    _ index: Int,
    _ answer: Answer,
    _ own: Int64,
    _ at: Instant,
    _ now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    let lane = Int(delivery.lane)
    if lanes[lane].features.contains(.budget) {
      let cause: RetryBudget.Cause =
        answer.transport == .timeout ? .timeout : (answer.status == 429 ? .throttling : .transient)
      let priority = Int(delivery.priority & 3)
      guard let charge = lanes[lane].budgets[priority].charge(for: cause, at: now) else {
        return last(&delivery, index, at: now, using: &chance)
      }
      delivery.charge = charge
    }
    let carried = rules[index].pauses
      .carry(Int64(delivery.carriedMicroseconds) &* 1000, adding: own)
    delivery.carriedMicroseconds = UInt32(clamping: carried / 1000)
    ledger.waiting &+= 1
    return .retry(at: at)
  }

  /// Sends again what the peer never began with: neither an attempt nor a retry to be budgeted.
  ///
  /// At once the first time; whoever is refused again pauses as after that many attempts, so that a
  /// peer that refuses everything is not asked without end.
  mutating func onceMore(
    _ delivery: inout Delivery,
    _ index: Int,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    if delivery.attemptsHere > 0 { delivery.attemptsHere &-= 1 }
    guard delivery.flags.contains(.unprocessed) else {
      delivery.flags.insert(.unprocessed)
      ledger.waiting &+= 1
      return .retry(at: now)
    }
    let own = rules[index].pauses.pauseNanoseconds(
      afterAttempt: Int(delivery.attempts),
      previous: Int64(delivery.carriedMicroseconds) &* 1000,
      using: &chance
    )
    let at = later(now.advanced(byNanoseconds: own), now)
    if rules[index].respectsDeadline && at >= delivery.deadline {
      return outOfTime(&delivery, index, sharing: &shared, at: now, using: &chance)
    }
    ledger.waiting &+= 1
    return .retry(at: at)
  }

  /// A retry could not end before the deadline: the fallback, or an honest end now.
  private mutating func outOfTime(
    _ delivery: inout Delivery,
    _ index: Int,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    if let route = rules[index].fallback, !delivery.isOnFallback {
      return fallBack(to: route.lane, &delivery, sharing: &shared, at: now, using: &chance)
    }
    return end(.expired)
  }

  /// What follows the last quick attempt.
  mutating func last(
    _ delivery: inout Delivery,
    _ index: Int,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    switch rules[index].then {
    case .drop: return end(.gaveUp)
    case .deadLetter: return end(.deadLettered)
    case .park:
      let rung = Int(delivery.rung)
      guard let stay = rules[index].ladder.stayNanoseconds(onRung: rung, using: &chance) else {
        return end(.deadLettered)
      }
      delivery.rung &+= 1
      return park(&delivery, for: stay, at: now)
    }
  }

  /// Hands the message to the provider that its class falls back to.
  mutating func fallBack(
    to lane: UInt8,
    _ delivery: inout Delivery,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    delivery.flags.insert(.onFallback)
    delivery.lane = lane
    delivery.attemptsHere = 0
    delivery.rung = 0
    delivery.carriedMicroseconds = 0
    return admit(&delivery, rule(of: delivery), sharing: &shared, at: now, using: &chance)
  }
}
