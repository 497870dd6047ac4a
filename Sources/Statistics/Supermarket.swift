/// Join the shortest of d random queues, with infinitely many M/M/1 servers.
///
/// Vvedenskaya, Dobrushin and Karpelevich 1996; Mitzenmacher 2001.
package enum Supermarket {
  /// The share of servers with at least `length` customers.
  package static func share(atLeast length: Int, load: Double, choices: Int) -> Double {
    // Exponent (dⁱ − 1)/(d − 1) = 1 + d + … + dⁱ⁻¹.
    var exponent = 0.0
    for _ in 0..<length { exponent = exponent * Double(choices) + 1 }
    return naturalExp(exponent * naturalLog(load))
  }

  /// The mean time in the system, in service times.
  package static func meanSojourn(
    load: Double,
    choices: Int
  ) throws(NumericalFailure) -> Double {
    guard load > 0, load < 1 else { throw .unstable(load: load) }
    guard choices > 1 else { return 1 / (1 - load) }
    var sum = 0.0
    for length in 1..<10_000 {
      let share = share(atLeast: length, load: load, choices: choices)
      sum += share
      if share < 1e-18 { break }
    }
    return sum / load
  }
}
