public import Policies
public import TimeAndChance

extension DeliveryMachine {
  /// Decides what follows an answer, a time-out or a broken connection.
  ///
  /// - Parameters:
  ///   - delivery: The message's account.
  ///   - answer: What came back.
  ///   - shared: The state that this server shares with others.
  ///   - now: The present.
  ///   - chance: Jitter and sampling.
  /// - Returns: The message's next step.
  public mutating func answered(
    _ delivery: inout Delivery,
    _ answer: Answer,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    precondition(delivery.isInFlight, "only a message in flight can be answered")
    let lane = Int(delivery.lane)
    let elapsed = delivery.started.nanoseconds(to: now)
    delivery.flags.remove(.inFlight)
    ledger.inFlight &-= 1
    if answer.isPlainSuccess {
      lanes[lane].succeed(
        &delivery,
        elapsed,
        sharing: &shared,
        telling: &notices,
        at: now,
        using: &chance
      )
      return end(delivery.isOnFallback ? .byFallback : .accepted)
    }
    lanes[lane].underWay &-= 1
    return failed(&delivery, answer, elapsed, sharing: &shared, at: now, using: &chance)
  }

  @inline(never)
  private mutating func failed(
    _ delivery: inout Delivery,
    _ answer: Answer,
    _ elapsed: Int64,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    let lane = Int(delivery.lane)
    let index = rule(of: delivery)
    let verdict = rules[index].classifier.verdict(for: answer)
    if lanes[lane].pool.isOpen(delivery.lease) {
      lanes[lane].pool.giveBack(delivery.lease, answer.endOfStream(verdict), at: now)
    }
    settleBreaker(
      &delivery,
      verdict.breakerOutcome(elapsed),
      sharing: &shared,
      at: now,
      using: &chance
    )
    if answer.isUnprocessed, verdict.evidence == .none, verdict.action.isRetry {
      return onceMore(&delivery, index, sharing: &shared, at: now, using: &chance)
    }
    delivery.flags.remove(.unprocessed)
    let result: RetryBudget.Result =
      verdict.evidence.countsAsFailure
      ? .retryableFailure : (verdict.action == .done ? .success : .permanentFailure)
    lanes[lane].learn(
      delivery,
      result,
      elapsed,
      verdict.evidence,
      telling: &notices,
      at: now,
      using: &chance
    )
    return follow(verdict, answer, &delivery, index, sharing: &shared, at: now, using: &chance)
  }

  private mutating func follow(
    _ verdict: Verdict,
    _ answer: Answer,
    _ delivery: inout Delivery,
    _ index: Int,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    switch verdict.action {
    case .done: return end(delivery.isOnFallback ? .byFallback : .accepted)
    case .drop: return end(.permanent)
    case .dropAlert:
      notices.append(.alarm(lane: delivery.lane))
      return end(.permanent)
    case .prune:
      notices.append(.invalidToken(lane: delivery.lane, isGuarded: verdict.isGuarded))
      return end(.permanent)
    case .failOver:
      if let route = rules[index].fallback, !delivery.isOnFallback {
        return fallBack(to: route.lane, &delivery, sharing: &shared, at: now, using: &chance)
      }
    case .park:
      if let route = rules[index].fallback, !delivery.isOnFallback,
        route.isDue(
          afterFailed: Int(delivery.attemptsHere),
          offered: delivery.offered,
          at: now
        )
      {
        return fallBack(to: route.lane, &delivery, sharing: &shared, at: now, using: &chance)
      }
      return last(&delivery, index, at: now, using: &chance)
    case .backOffDevice:
      let floor = max(0, verdict.earliestRetryNanoseconds)
      notices.append(
        .slowDevice(lane: delivery.lane, until: now.advanced(byNanoseconds: floor))
      )
    case .refreshCredential: notices.append(.refreshCredential(lane: delivery.lane))
    case .retry, .retryOnNewConnection, .backOffProject, .backOffTopic: break
    }
    return again(verdict, answer, &delivery, index, sharing: &shared, at: now, using: &chance)
  }
}

extension Verdict.Action {
  fileprivate var isRetry: Bool { self == .retry || self == .retryOnNewConnection }
}

extension Answer {
  /// Whether the peer promised that it has not begun with the request (RFC 9113, 8.7).
  fileprivate var isUnprocessed: Bool {
    transport == .refusedStream || transport == .goAwayUnprocessed
  }

  /// An answer that needs no table.
  @inlinable
  public var isPlainSuccess: Bool {
    status == 200 && transport == .none && reason == .none
  }

  func endOfStream(_ verdict: Verdict) -> StreamPool.Result {
    switch transport {
    case .timeout: .timedOut
    case .refusedStream: .refused
    // A refused credential is an answer, but it must not lift the limit before authentication.
    case .none:
      verdict.evidence.countsAsFailure || verdict.scope == .credential ? .failed : .answered
    case .connectionLost, .goAwayUnprocessed, .connectFailed: .cancelled
    }
  }
}

extension Verdict {
  /// What the breaker is told.
  func breakerOutcome(_ elapsed: Int64) -> Breaker.Outcome {
    if evidence.countsAsSuccess { return .success(elapsed: elapsed) }
    guard evidence.countsAsFailure else { return .ignored }
    if scope == .provider && retryAfterNanoseconds > 0 {
      return .tripsFor(nanoseconds: retryAfterNanoseconds, elapsed: elapsed)
    }
    return .failure(elapsed: elapsed)
  }
}
