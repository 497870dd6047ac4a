/// M/M/c/K: at most `capacity` customers in service and in line; who comes then is turned away.
package struct FiniteQueue: Sendable {
  package let arrivalRate: Double
  package let serviceRate: Double
  package let servers: Int
  package let capacity: Int
  /// Shares of time with 0 … K customers.
  private let shares: [Double]

  package init(
    arrivalRate: Double,
    serviceRate: Double,
    servers: Int,
    capacity: Int
  ) throws(NumericalFailure) {
    guard servers >= 1, capacity >= servers, arrivalRate > 0, serviceRate > 0 else {
      throw .outOfRange("\(servers) servers, \(capacity) places, rates must be above 0")
    }
    self.arrivalRate = arrivalRate
    self.serviceRate = serviceRate
    self.servers = servers
    self.capacity = capacity
    shares = BirthDeathChain.shares(
      limit: capacity,
      birth: { _ in arrivalRate },
      death: { Double(min($0, servers)) * serviceRate }
    )
  }

  /// The share that is turned away.
  package var probabilityOfBlocking: Double { shares[capacity] }

  package var meanInSystem: Double {
    shares.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
  }

  package var meanQueue: Double {
    shares.enumerated().reduce(0) { $0 + Double(max(0, $1.offset - servers)) * $1.element }
  }

  /// The share of those who get in that finds all servers busy.
  package var probabilityOfWaiting: Double {
    shares[servers..<capacity].reduce(0, +) / (1 - probabilityOfBlocking)
  }

  /// Over those who get in.
  package var meanWait: Double { meanQueue / acceptedRate }

  package var meanSojourn: Double { meanInSystem / acceptedRate }

  package var acceptedRate: Double { arrivalRate * (1 - probabilityOfBlocking) }

  /// The busy share of the servers.
  package var utilisation: Double { acceptedRate / (Double(servers) * serviceRate) }

  /// Returns the share of time with exactly `n` customers.
  package func share(of n: Int) -> Double { shares.indices.contains(n) ? shares[n] : 0 }
}
