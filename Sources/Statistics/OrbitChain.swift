/// A server with time-out retries that can hold itself down: M/M/1/K with an orbit of M retries.
///
/// Each call that waits behind the one in service times out at `timeoutRate`; its work stays in the
/// queue, and with probability `keep` a retry goes into the orbit, as do new calls that find the
/// queue full. Retries come back at `retryRate` each and stay in the orbit while it is full. What
/// exceeds M is lost.
package struct OrbitChain: Sendable {
  package let capacity: Int
  package let orbit: Int
  private let chain: MarkovChain
  /// Shares of time by state, `orbit · (K + 1) + queue`.
  private let shares: [Double]

  package init(
    arrivalRate: Double,
    serviceRate: Double,
    capacity: Int,
    retryRate: Double,
    timeoutRate: Double,
    keep: Double,
    orbit: Int
  ) throws(NumericalFailure) {
    guard capacity >= 1, orbit >= 0, arrivalRate > 0, serviceRate > 0 else {
      throw .outOfRange("a queue of \(capacity), an orbit of \(orbit)")
    }
    self.capacity = capacity
    self.orbit = orbit
    let width = capacity + 1
    var chain = MarkovChain(states: width * (orbit + 1))
    for m in 0...orbit {
      for n in 0...capacity {
        let here = m * width + n
        if n < capacity {
          chain.add(from: here, to: here + 1, rate: arrivalRate)
          if m > 0 { chain.add(from: here, to: here - width + 1, rate: Double(m) * retryRate) }
        } else if m < orbit {
          chain.add(from: here, to: here + width, rate: arrivalRate)
        }
        if n > 0 { chain.add(from: here, to: here - 1, rate: serviceRate) }
        if n > 1, m < orbit {
          chain.add(from: here, to: here + width, rate: Double(n - 1) * timeoutRate * keep)
        }
      }
    }
    self.chain = chain
    shares = try chain.stationary()
  }

  package var meanInSystem: Double { mean { Double($0 % (capacity + 1)) } }

  package var meanOrbit: Double { mean { Double($0 / (capacity + 1)) } }

  package var probabilityOfFullQueue: Double { mean { $0 % (capacity + 1) == capacity ? 1 : 0 } }

  /// The mean time from everything full until at most one is in the queue and none in the orbit.
  package func meanTimeToRecover() throws(NumericalFailure) -> Double {
    try chain.meanTime(from: chain.states - 1) { $0 <= 1 }
  }

  private func mean(_ value: (Int) -> Double) -> Double {
    shares.enumerated().reduce(0) { $0 + value($1.offset) * $1.element }
  }
}
