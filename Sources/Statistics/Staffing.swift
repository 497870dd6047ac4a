/// The smallest number of servers that meets a target, by exact formulas.
package enum Staffing {
  /// The largest fleet a search will consider.
  package static let most = 10_000_000

  /// The fewest servers at which at most a share `limit` is refused (Erlang B).
  package static func servers(
    offered: Double,
    blockingAtMost limit: Double
  ) throws(NumericalFailure) -> Int {
    var blocking = 1.0
    for n in 0..<most {
      if n > 0 { blocking = Erlang.next(blocking, servers: n, offered) }
      if blocking <= limit { return n }
    }
    throw .noAnswer("more than \(most) servers")
  }

  /// The fewest servers at which at most a share `limit` has to wait (Erlang C).
  package static func servers(
    offered: Double,
    waitingAtMost limit: Double
  ) throws(NumericalFailure) -> Int {
    try first(offered) {
      $0 <= limit
    } measure: { probability, _ in
      probability
    }
  }

  /// The fewest servers of rate `serviceRate` at which the mean wait is at most `limit` seconds.
  package static func servers(
    arrivalRate: Double,
    serviceRate: Double,
    meanWaitAtMost limit: Double
  ) throws(NumericalFailure) -> Int {
    try first(arrivalRate / serviceRate) {
      $0 <= limit
    } measure: { probability, n in
      probability / (Double(n) * serviceRate - arrivalRate)
    }
  }

  /// The fewest servers at which the `p`-quantile of the wait is at most `limit` seconds.
  package static func servers(
    arrivalRate: Double,
    serviceRate: Double,
    waitQuantile p: Double,
    atMost limit: Double
  ) throws(NumericalFailure) -> Int {
    try first(arrivalRate / serviceRate) {
      $0 <= 1 - p
    } measure: { probability, n in
      probability * naturalExp(-(Double(n) * serviceRate - arrivalRate) * limit)
    }
  }

  /// The fewest servers that are not overloaded: load below 1.
  package static func servers(toCarry offered: Double) -> Int {
    Int(offered.rounded(.down)) + 1
  }

  /// The square-root rule R + β√R for a share `p` that waits (Borst, Mandelbaum and Reiman 2004).
  package static func squareRootRule(offered: Double, waiting p: Double) -> Double {
    offered + HeavyTraffic.halfinWhittBeta(waiting: p) * offered.squareRoot()
  }

  /// Walks Erlang B upwards once, turning it into C on the way.
  private static func first(
    _ offered: Double,
    where isGood: (Double) -> Bool,
    measure: (_ waiting: Double, _ servers: Int) -> Double
  ) throws(NumericalFailure) -> Int {
    var blocking = 1.0
    for n in 1..<most {
      blocking = Erlang.next(blocking, servers: n, offered)
      guard Double(n) > offered else { continue }
      if isGood(measure(Erlang.waiting(blocking: blocking, n, offered), n)) { return n }
    }
    throw .noAnswer("more than \(most) servers")
  }
}
