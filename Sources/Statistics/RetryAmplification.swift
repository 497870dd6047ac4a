/// Immediate retries against independent errors: how much more is sent, and what it reaches.
package enum RetryAmplification {
  /// Attempts per message with up to `retries` retries, each failing with probability `error`.
  package static func attempts(error: Double, retries: Int) -> Double {
    var sum = 0.0
    var reached = 1.0
    for _ in 0...retries {
      sum += reached
      reached *= error
    }
    return sum
  }

  /// The share of messages that succeed at last.
  package static func delivered(error: Double, retries: Int) -> Double {
    1 - raised(error, retries + 1)
  }

  /// The mean delay of those that a ladder of pauses delivers.
  package static func meanDelayOfDelivered(error: Double, pauses: [Double]) -> Double {
    var reached = 1.0
    var elapsed = 0.0
    var sum = 0.0
    var delivered = 0.0
    for pause in [0] + pauses {
      elapsed += pause
      sum += reached * (1 - error) * elapsed
      delivered += reached * (1 - error)
      reached *= error
    }
    return delivered == 0 ? 0 : sum / delivered
  }

  /// The arrival rate at which slots held for `meanService` seconds are all busy with attempts.
  package static func criticalArrivalRate(
    slots: Int,
    meanService: Double,
    error: Double,
    retries: Int
  ) -> Double {
    Double(slots) / (meanService * attempts(error: error, retries: retries))
  }

  /// The error rate at which the queue begins to grow; nothing when even 1 does not do it, 0 when
  /// the slots are too few without any error.
  package static func criticalError(
    slots: Int,
    arrivalRate: Double,
    meanService: Double,
    retries: Int
  ) -> Double? {
    let room = Double(slots) / (arrivalRate * meanService)
    if room <= 1 { return 0 }
    if room >= Double(retries + 1) { return nil }
    return bisect(from: 0, to: 1) { attempts(error: $0, retries: retries) < room }
  }

  /// The arrival rate above which time-out retries alone keep a server down: λ(1 + R) > capacity.
  ///
  /// It holds for a server that goes on with abandoned work (Bronson et al. 2021; Huang et al. 2022).
  package static func lowestStuckArrivalRate(capacity: Double, retries: Int) -> Double {
    capacity / Double(1 + retries)
  }
}
