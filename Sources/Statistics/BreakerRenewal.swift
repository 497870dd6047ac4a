/// A breaker that trips after `failures` errors in a row, against independent errors: exact cycles.
///
/// While closed, calls arrive at `callRate` and end at once; open for `openTime`, then trial calls
/// until `successes` in a row close it or one error opens it again (renewal and reward).
package struct BreakerRenewal: Sendable, Hashable {
  package let error: Double
  package let failures: Int
  package let openTime: Double
  package let successes: Int
  package let callRate: Double

  package init(
    error: Double,
    failures: Int,
    openTime: Double,
    successes: Int,
    callRate: Double
  ) {
    precondition(error > 0 && error < 1, "an error rate lies between 0 and 1, found \(error)")
    precondition(failures >= 1 && successes >= 1, "\(failures) failures, \(successes) successes")
    self.error = error
    self.failures = failures
    self.openTime = openTime
    self.successes = successes
    self.callRate = callRate
  }

  /// Mean calls from closed until tripped: (p⁻ᵏ − 1)/(1 − p).
  package var callsToTrip: Double {
    (1 / raised(error, failures) - 1) / (1 - error)
  }

  /// Openings per cycle from closed to closed: every failed trial is one more.
  private var opensPerCycle: Double { 1 / raised(1 - error, successes) }

  /// Mean trial calls after one opening.
  private var trialCalls: Double { (1 - raised(1 - error, successes)) / error }

  private var cycle: Double {
    callsToTrip / callRate + opensPerCycle * (openTime + trialCalls / callRate)
  }

  package var opensPerHour: Double { 3600 * opensPerCycle / cycle }

  /// The share of time spent open.
  package var openFraction: Double { opensPerCycle * openTime / cycle }

  /// The share of calls that get through, trials included.
  package var admittedFraction: Double { 1 - openFraction }
}
