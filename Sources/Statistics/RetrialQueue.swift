/// M/M/c/c with retrials: who finds all servers busy comes back later (Falin and Templeton 1997).
///
/// Calls wait in an "orbit", each of them trying again at `retryRate`. A refused call goes there, or
/// stays there, with probability `persistence`, else it is gone. The orbit is cut off where its
/// last place holds less than 10⁻¹³; every level is then solved by two passes over its servers.
package struct RetrialQueue: Sendable {
  package let servers: Int
  package let meanOrbit: Double
  /// The share of time with all servers busy, which new calls meet.
  package let probabilityOfBlocking: Double
  package let meanBusy: Double

  package init(
    arrivalRate: Double,
    serviceRate: Double,
    retryRate: Double,
    servers: Int,
    persistence: Double = 1
  ) throws(NumericalFailure) {
    guard servers >= 1, arrivalRate > 0, serviceRate > 0, retryRate > 0,
      (0...1).contains(persistence)
    else { throw .outOfRange("rates must be above 0, persistence a probability") }
    let load = arrivalRate / (serviceRate * Double(servers))
    guard persistence < 1 || load < 1 else { throw .unstable(load: load) }
    self.servers = servers
    let levels = RetrialLevels(arrivalRate, serviceRate, retryRate, servers, persistence)
    var limit = 64
    while true {
      let solved = levels.solve(upTo: limit)
      if solved.last < 1e-13 {
        meanOrbit = solved.meanOrbit
        probabilityOfBlocking = solved.full
        meanBusy = solved.busy
        return
      }
      limit *= 2
      guard limit * servers < 40_000_000 else {
        throw .noAnswer("the orbit is longer than \(limit / 2)")
      }
    }
  }
}

private struct RetrialLevels {
  let arrival: Double
  let service: Double
  let retry: Double
  let servers: Int
  let persistence: Double

  init(_ arrival: Double, _ service: Double, _ retry: Double, _ servers: Int, _ persistence: Double)
  {
    self.arrival = arrival
    self.service = service
    self.retry = retry
    self.servers = servers
    self.persistence = persistence
  }

  struct Answer {
    var meanOrbit = 0.0
    var full = 0.0
    var busy = 0.0
    var last = 0.0
  }

  /// Only a full house feeds the next level, so level j is `π(full, j − 1)` times a vector that is
  /// found from the top down: each level sees the next as a way from "full" back to its own states.
  func solve(upTo limit: Int) -> Answer {
    var vectors: [[Double]] = []
    var back = [Double](repeating: 0, count: servers + 1)
    for level in stride(from: limit, through: 0, by: -1) {
      let vector = self.vector(level, isTop: level == limit, back: back)
      vectors.append(vector)
      back = returns(from: vector, level: level)
    }
    return summary(vectors.reversed())
  }

  /// Shares of a level per unit of inflow: of the level's own "full" at level 0.
  private func vector(_ level: Int, isTop: Bool, back: [Double]) -> [Double] {
    let up = isTop ? 0 : arrival * persistence
    let orbit = Double(level) * retry
    // Inflow from below reaches "full" at the rate of the level below.
    var fromFull = solveLevel(orbit, up: up, inflow: back)
    if level == 0 { return fromFull.map { $0 / fromFull[servers] } }
    var unit = [Double](repeating: 0, count: servers + 1)
    unit[servers] = arrival * persistence
    let fresh = solveLevel(orbit, up: up, inflow: unit)
    // x = fresh + x(full)·fromFull.
    let full = fresh[servers] / max(1e-300, 1 - fromFull[servers])
    for index in fromFull.indices { fromFull[index] = fresh[index] + full * fromFull[index] }
    return fromFull
  }

  /// Solves the tridiagonal balance of one level under a given inflow, by elimination upwards.
  private func solveLevel(_ orbit: Double, up: Double, inflow: [Double]) -> [Double] {
    var diagonal = [Double](repeating: 0, count: servers + 1)
    var right = inflow
    for busy in 0...servers {
      let leaving = busy < servers ? arrival + orbit : up + orbit * (1 - persistence)
      diagonal[busy] = leaving + Double(busy) * service
      if busy > 0 {
        let factor = arrival / diagonal[busy - 1]
        diagonal[busy] -= factor * Double(busy) * service
        right[busy] += factor * right[busy - 1]
      }
    }
    var x = [Double](repeating: 0, count: servers + 1)
    for busy in stride(from: servers, through: 0, by: -1) {
      let above = busy < servers ? Double(busy + 1) * service * x[busy + 1] : 0
      x[busy] = (right[busy] + above) / diagonal[busy]
    }
    return x
  }

  /// The rates at which the level above brings "full" of this level back to each of its states.
  private func returns(from vector: [Double], level: Int) -> [Double] {
    let orbit = Double(level) * retry
    var rates = [Double](repeating: 0, count: servers + 1)
    for busy in 0..<servers { rates[busy + 1] += orbit * vector[busy] }
    rates[servers] += orbit * (1 - persistence) * vector[servers]
    return rates
  }

  private func summary(_ vectors: [[Double]]) -> Answer {
    var answer = Answer()
    var total = 0.0
    var scale = 1.0
    for (level, vector) in vectors.enumerated() {
      let mass = vector.reduce(0, +) * scale
      total += mass
      answer.meanOrbit += Double(level) * mass
      answer.full += vector[servers] * scale
      for (busy, share) in vector.enumerated() { answer.busy += Double(busy) * share * scale }
      answer.last = mass
      scale *= vector[servers]
    }
    answer.meanOrbit /= total
    answer.full /= total
    answer.busy /= total
    answer.last /= total
    return answer
  }
}
