/// A breaker that trips after `failures` errors in a row, in front of a provider with outages.
///
/// Exponential healthy and sick periods, Poisson calls, an exponential open time, one trial call at a
/// time: a small Markov chain.
package struct OutageBreakerChain: Sendable {
  /// The share of time spent open.
  package let openShare: Double
  /// Calls per second that a closed breaker lets through.
  package let admittedRate: Double

  package init(
    callRate: Double,
    errorHealthy: Double,
    errorSick: Double,
    meanHealthy: Double,
    meanSick: Double,
    failures: Int,
    openRate: Double,
    probeRate: Double
  ) throws(NumericalFailure) {
    // State 2·s + environment; s is the run of failures, then open, then half-open.
    let open = failures
    let halfOpen = failures + 1
    var chain = MarkovChain(states: 2 * (failures + 2))
    for (environment, error) in [errorHealthy, errorSick].enumerated() {
      func index(_ state: Int) -> Int { 2 * state + environment }
      for state in 0...halfOpen {
        chain.add(
          from: index(state),
          to: 2 * state + 1 - environment,
          rate: 1 / (environment == 0 ? meanHealthy : meanSick)
        )
      }
      for run in 0..<failures {
        chain.add(from: index(run), to: index(run + 1), rate: callRate * error)
        chain.add(from: index(run), to: index(0), rate: callRate * (1 - error))
      }
      chain.add(from: index(open), to: index(halfOpen), rate: openRate)
      chain.add(from: index(halfOpen), to: index(0), rate: probeRate * (1 - error))
      chain.add(from: index(halfOpen), to: index(open), rate: probeRate * error)
    }
    let shares = try chain.stationary()
    openShare = shares[2 * open] + shares[2 * open + 1]
    admittedRate = callRate * shares[..<(2 * failures)].reduce(0, +)
  }
}
