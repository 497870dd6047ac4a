/// Work that never waits: what is in flight when there is always room.
package enum InfiniteServers {
  /// Returns the mean in flight by Little's law, which needs the *mean* time, not the median.
  package static func inFlight(arrivalRate: Double, meanTime: Double) -> Double {
    arrivalRate * meanTime
  }

  /// Returns the in-flight count that is not exceeded with probability `p` (Poisson arrivals).
  package static func inFlightQuantile(_ p: Double, mean: Double) -> Int {
    var low = -1
    var high = max(16, Int(mean) * 2)
    while SpecialFunctions.poissonCDF(high, mean: mean) < p { high *= 2 }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if SpecialFunctions.poissonCDF(middle, mean: mean) >= p {
        high = middle
      } else {
        low = middle
      }
    }
    return high
  }

  /// Returns the variance in flight when groups of `batch` arrive at once (Shanbhag 1966).
  package static func inFlightVariance(
    batchRate: Double,
    batch: Int,
    service: Distribution
  ) -> Double {
    let size = Double(batch)
    return batchRate * size * (service.mean + (size - 1) * service.meanOfSmallerOfTwo)
  }

  /// Mean in flight at time t under arrivals base + amplitude·sin(2πt/period) that have gone on for
  /// ever (Eick, Massey and Whitt 1993): the wave comes late and damped.
  package static func inFlight(
    at t: Double,
    base: Double,
    amplitude: Double,
    period: Double,
    service: Distribution
  ) -> Double {
    let (along, across) = response(period: period, service: service)
    let turns = t / period
    return base * service.mean
      + amplitude * (wave(turns) * along - wave(turns + 0.25) * across)
  }

  /// The largest mean in flight over a period.
  package static func peakInFlight(
    base: Double,
    amplitude: Double,
    period: Double,
    service: Distribution
  ) -> Double {
    let (along, across) = response(period: period, service: service)
    return base * service.mean + amplitude * (along * along + across * across).squareRoot()
  }

  /// ∫ cos(ωu) P(S > u) du and ∫ sin(ωu) P(S > u) du.
  private static func response(
    period: Double,
    service: Distribution
  ) -> (along: Double, across: Double) {
    let omega = 6.283_185_307_179_586 / period
    if case .exponential(let mean) = service.shape {
      let scale = 1 + omega * omega * mean * mean
      return (mean / scale, omega * mean * mean / scale)
    }
    let (sine, cosine) = service.fourier(omega)
    return (sine / omega, (1 - cosine) / omega)
  }
}
