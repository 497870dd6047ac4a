import Statistics
import Testing
import TimeAndChance

@Suite
struct InfiniteServersTests {
  @Test
  func poissonQuantiles() {
    #expect(InfiniteServers.inFlightQuantile(0.5, mean: 10) == 10)
    let p99 = InfiniteServers.inFlightQuantile(0.99, mean: 372.77)
    #expect(SpecialFunctions.poissonCDF(p99, mean: 372.77) >= 0.99)
    #expect(SpecialFunctions.poissonCDF(p99 - 1, mean: 372.77) < 0.99)
    #expect(InfiniteServers.inFlightQuantile(0.5, mean: 0) == 0)
  }

  /// A constant service time: the mean in flight is the integral of the rate over the last S seconds.
  @Test
  func wavesComeLateAndDamped() throws {
    let service = try Distribution.constant(2)
    var largest = 0.0
    for index in 0..<100 {
      let t = Double(index) / 10
      let found = InfiniteServers.inFlight(
        at: t,
        base: 100,
        amplitude: 50,
        period: 10,
        service: service
      )
      // ∫ sin(2πu/10) over (t − 2, t).
      let exact =
        200
        + 50 * 10 / 6.283_185_307_179_586
        * (DeterministicMath.cosine(ofTurns: (t - 2) / 10)
          - DeterministicMath.cosine(ofTurns: t / 10))
      #expect(abs(found - exact) < 1e-6 * exact, "t \(t): \(found), \(exact)")
      largest = max(largest, found)
    }
    let peak = InfiniteServers.peakInFlight(base: 100, amplitude: 50, period: 10, service: service)
    #expect(peak >= largest && peak < largest * 1.001)
    // Groups of b with one service time come and go together: the variance is b times the mean.
    let variance = InfiniteServers.inFlightVariance(batchRate: 3, batch: 4, service: service)
    #expect(abs(variance - 3 * 2 * 16) < 1e-5)
  }
}
