/// M/G/1: Poisson arrivals, one server, any service time (Pollaczek 1930, Khinchine 1932).
package struct SingleServerQueue: Sendable {
  package let arrivalRate: Double
  package let service: Distribution

  package init(arrivalRate: Double, service: Distribution) throws(NumericalFailure) {
    let load = arrivalRate * service.mean
    guard load < 1 else { throw .unstable(load: load) }
    self.arrivalRate = arrivalRate
    self.service = service
  }

  package var load: Double { arrivalRate * service.mean }

  package var meanWait: Double { arrivalRate * service.moment(2) / (2 * (1 - load)) }

  package var meanSojourn: Double { meanWait + service.mean }

  package var meanQueue: Double { arrivalRate * meanWait }

  /// By Takács' second moment; infinite when the service time has no third moment.
  package var waitVariance: Double {
    let mean = meanWait
    return mean * mean + arrivalRate * service.moment(3) / (3 * (1 - load))
  }

  /// The mean wait when customers come in groups of exactly `batch` at `arrivalRate` / `batch`.
  package func meanWait(inBatchesOf batch: Int) -> Double {
    meanWait + Double(batch - 1) * service.mean / (2 * (1 - load))
  }

  /// The mean waits by class when the first goes first, without interrupting (Cobham 1954).
  package static func meanWaits(
    byPriority classes: [(arrivalRate: Double, service: Distribution)]
  ) throws(NumericalFailure) -> [Double] {
    let load = classes.reduce(0) { $0 + $1.arrivalRate * $1.service.mean }
    guard load < 1 else { throw .unstable(load: load) }
    let residual = classes.reduce(0) { $0 + $1.arrivalRate * $1.service.moment(2) } / 2
    var before = 0.0
    return classes.map { entry in
      let after = before + entry.arrivalRate * entry.service.mean
      defer { before = after }
      return residual / ((1 - before) * (1 - after))
    }
  }
}
