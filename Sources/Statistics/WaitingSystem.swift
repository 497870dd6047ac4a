/// M/M/c: Poisson arrivals, exponential service, `servers` of them, everybody waits in one line.
package struct WaitingSystem: Sendable, Hashable {
  package let arrivalRate: Double
  /// Of one server.
  package let serviceRate: Double
  package let servers: Int
  /// The share that has to wait.
  package let probabilityOfWaiting: Double

  package init(
    arrivalRate: Double,
    serviceRate: Double,
    servers: Int
  ) throws(NumericalFailure) {
    guard servers >= 1, serviceRate > 0, arrivalRate >= 0 else {
      throw .outOfRange("\(servers) servers at rate \(serviceRate), arrivals at \(arrivalRate)")
    }
    let offered = arrivalRate / serviceRate
    guard offered < Double(servers) else { throw .unstable(load: offered / Double(servers)) }
    self.arrivalRate = arrivalRate
    self.serviceRate = serviceRate
    self.servers = servers
    probabilityOfWaiting = Erlang.waiting(servers: servers, offered: offered)
  }

  /// The rate at which a line gets shorter while all servers are busy.
  private var relief: Double { Double(servers) * serviceRate - arrivalRate }

  package var load: Double { arrivalRate / (Double(servers) * serviceRate) }

  /// Over everybody, those who do not wait included.
  package var meanWait: Double { probabilityOfWaiting / relief }

  package var meanSojourn: Double { meanWait + 1 / serviceRate }

  package var meanQueue: Double { arrivalRate * meanWait }

  package var meanInSystem: Double { arrivalRate * meanSojourn }

  package var waitVariance: Double {
    probabilityOfWaiting * (2 - probabilityOfWaiting) / (relief * relief)
  }

  /// Returns P(wait > t).
  package func waitTail(_ t: Double) -> Double {
    t < 0 ? 1 : probabilityOfWaiting * naturalExp(-relief * t)
  }

  /// Returns the wait that is not exceeded with probability `p`; 0 when that many do not wait.
  package func waitQuantile(_ p: Double) -> Double {
    let tail = 1 - p
    return tail >= probabilityOfWaiting ? 0 : naturalLog(probabilityOfWaiting / tail) / relief
  }

  /// Returns P(wait + service > t).
  package func sojournTail(_ t: Double) -> Double {
    if t <= 0 { return 1 }
    let served = naturalExp(-serviceRate * t)
    // P(wait + service > t | waits) − P(service > t) = mu·(e^−θt − e^−mu·t)/(mu − θ), written so
    // that it is right where the two rates meet.
    let gap = (serviceRate - relief) * t
    let extra =
      abs(gap) < 0.5
      ? serviceRate * t * served * (gap == 0 ? 1 : expMinusOne(gap) / gap)
      : serviceRate * (naturalExp(-relief * t) - served) / (serviceRate - relief)
    return served + probabilityOfWaiting * extra
  }

  /// Returns the time in the system that is not exceeded with probability `p`.
  package func sojournQuantile(_ p: Double) -> Double {
    precondition(p >= 0 && p < 1, "a probability lies in 0..<1, found \(p)")
    let tail = 1 - p
    var high = 1 / serviceRate
    while sojournTail(high) > tail { high *= 2 }
    return bisect(from: 0, to: high) { sojournTail($0) > tail }
  }
}
