public import TimeAndChance

/// What the body does with a message next.
///
/// One input yields one step; what else it moved (a breaker, a connection, a token) comes out of
/// `DeliveryMachine.takeNotice`.
public enum Step: Sendable, Hashable {
  /// Write the request on the stream of `Delivery.lease`; report the answer, or a time-out at
  /// `timeoutAt`.
  case send(timeoutAt: Instant)
  /// No stream is free: keep it waiting and offer it again when one is.
  case wait
  /// Offer it again then: a throttle, a limiter or a breaker holds it back for a moment.
  case delay(until: Instant)
  /// Offer it again then: the pause before another attempt.
  case retry(at: Instant)
  /// Put it into the durable topic until then, and forget it here.
  case park(until: Instant)
  /// It is over.
  case end(Ending)
}

/// How a message ended, one each.
public enum Ending: UInt8, Sendable, Hashable, CaseIterable {
  /// Its provider took it.
  case accepted
  /// Its fallback took it.
  case byFallback
  /// The last known good answer was served.
  case stale
  /// The provider refused it for good.
  case permanent
  /// Its deadline passed.
  case expired
  /// Its attempts were used up and nothing follows them.
  case gaveUp
  /// It failed at once: 503 with Retry-After upstream.
  case rejected
  /// It was shed by priority.
  case shed
  /// A policy dropped it without an attempt.
  case dropped
  /// The same notification had been sent to the same device.
  case deduplicated
  /// Its ladder was used up; people will look at it.
  case deadLettered
}
