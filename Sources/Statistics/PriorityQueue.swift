/// M/M/c with classes of one service rate; the first class goes first, nobody is interrupted.
package enum PriorityQueue {
  /// Returns the mean wait of each class (Cobham 1954; Kella and Yechiali 1985).
  package static func meanWaits(
    arrivalRates: [Double],
    serviceRate: Double,
    servers: Int
  ) throws(NumericalFailure) -> [Double] {
    let all = try WaitingSystem(
      arrivalRate: arrivalRates.reduce(0, +),
      serviceRate: serviceRate,
      servers: servers
    )
    let capacity = Double(servers) * serviceRate
    var before = 0.0
    return arrivalRates.map { rate in
      let after = before + rate / capacity
      defer { before = after }
      return all.probabilityOfWaiting / (capacity * (1 - before) * (1 - after))
    }
  }
}
