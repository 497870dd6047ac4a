/// GI/M/1: independent times between arrivals of any distribution, one exponential server.
package struct RenewalArrivals: Sendable {
  package let serviceRate: Double
  /// The share that has to wait: the root σ in (0, 1) of σ = E[e^{−μ(1−σ)A}] (Kendall 1953).
  package let probabilityOfWaiting: Double

  package init(interarrival: Distribution, serviceRate: Double) throws(NumericalFailure) {
    let load = 1 / (interarrival.mean * serviceRate)
    guard load < 1 else { throw .unstable(load: load) }
    self.serviceRate = serviceRate
    probabilityOfWaiting = bisect(from: 0, to: 1) { sigma in
      interarrival.laplace(serviceRate * (1 - sigma)) > sigma
    }
  }

  package var meanWait: Double {
    probabilityOfWaiting / (serviceRate * (1 - probabilityOfWaiting))
  }

  package var meanSojourn: Double { meanWait + 1 / serviceRate }

  package func waitTail(_ t: Double) -> Double {
    if t < 0 { return 1 }
    return probabilityOfWaiting * naturalExp(-serviceRate * (1 - probabilityOfWaiting) * t)
  }
}
