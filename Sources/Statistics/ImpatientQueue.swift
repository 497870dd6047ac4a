/// M/M/c+M (Palm 1957; "Erlang A"): everybody in line leaves after an exponential patience.
///
/// Always stable. Solved as the chain that it is, so every number is exact to rounding.
package struct ImpatientQueue: Sendable {
  package let arrivalRate: Double
  package let serviceRate: Double
  /// Rate at which one waiting customer gives up.
  package let abandonRate: Double
  package let servers: Int
  private let shares: [Double]

  package init(
    arrivalRate: Double,
    serviceRate: Double,
    abandonRate: Double,
    servers: Int
  ) throws(NumericalFailure) {
    guard servers >= 1, arrivalRate > 0, serviceRate > 0, abandonRate > 0 else {
      throw .outOfRange("\(servers) servers; every rate must be above 0")
    }
    self.arrivalRate = arrivalRate
    self.serviceRate = serviceRate
    self.abandonRate = abandonRate
    self.servers = servers
    shares = BirthDeathChain.shares(
      limit: nil,
      birth: { _ in arrivalRate },
      death: { n in
        Double(min(n, servers)) * serviceRate + Double(max(0, n - servers)) * abandonRate
      }
    )
  }

  package var meanQueue: Double {
    shares.enumerated().reduce(0) { $0 + Double(max(0, $1.offset - servers)) * $1.element }
  }

  package var meanInSystem: Double {
    shares.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
  }

  /// The share that finds all servers busy.
  package var probabilityOfWaiting: Double { shares.dropFirst(servers).reduce(0, +) }

  /// The share that gives up.
  package var probabilityOfAbandoning: Double { abandonRate * meanQueue / arrivalRate }

  /// Over everybody: who is served, who gives up, and who does not wait.
  package var meanWait: Double { meanQueue / arrivalRate }

  /// Over those who are served.
  package var meanWaitOfServed: Double {
    // Of those who wait V if they must, the share e^{−θV} is still there: E[V·e^{−θV}] over the shares
    // of served. With n in line, V is a sum of exponentials of rates cμ, cμ + θ, … cμ + nθ, whose
    // transform at θ is a product that grows by one factor from n to n + 1.
    var transform = 1.0
    var means = 0.0
    var sum = 0.0
    for (line, share) in shares.dropFirst(servers).enumerated() {
      let rate = Double(servers) * serviceRate + Double(line) * abandonRate
      transform *= rate / (rate + abandonRate)
      means += 1 / (rate + abandonRate)
      sum += share * transform * means
    }
    return sum / (1 - probabilityOfAbandoning)
  }

  /// The busy share of the servers.
  package var utilisation: Double {
    arrivalRate * (1 - probabilityOfAbandoning) / (Double(servers) * serviceRate)
  }

  /// Returns P(wait > t) over everybody, the end of patience ending the wait too.
  package func waitTail(_ t: Double) -> Double {
    if t < 0 { return 1 }
    return offeredWaitTail(t) * naturalExp(-abandonRate * t)
  }

  /// Returns the wait over everybody that is not exceeded with probability `p`.
  package func waitQuantile(_ p: Double) -> Double {
    let tail = 1 - p
    if waitTail(0) <= tail { return 0 }
    var high = 1 / abandonRate
    while waitTail(high) > tail { high *= 2 }
    return bisect(from: 0, to: high) { waitTail($0) > tail }
  }

  /// Returns P(V > t), V being the wait of somebody with endless patience.
  ///
  /// With n in line, V is a sum of exponentials of rates cμ, cμ + θ, … cμ + nθ, and e^−θV is beta
  /// distributed (Rényi's representation).
  package func offeredWaitTail(_ t: Double) -> Double {
    let x = naturalExp(-abandonRate * t)
    let ratio = Double(servers) * serviceRate / abandonRate
    return offeredWaitExpectation { SpecialFunctions.beta(x, ratio, Double($0) + 1) }
  }

  /// Sums `value` of the number in line over those who find all servers busy.
  private func offeredWaitExpectation(_ value: (Int) -> Double) -> Double {
    var sum = 0.0
    for (line, share) in shares.dropFirst(servers).enumerated() where share > 1e-18 {
      sum += share * value(line)
    }
    return sum
  }
}
