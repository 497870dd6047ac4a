import Statistics
import Testing

@Suite
struct RenewalArrivalsTests {
  @Test
  func rootsAreRight() throws {
    let cases: [(Distribution, Double, Double)] = [
      (try .constant(2), 1, 0.203_187_869_979_979_95),
      (try .erlang(mean: 1 / 0.7, stages: 2), 1, 0.615_476_742_133_487_1),
      (try .exponential(mean: 2), 1, 0.5),
      (try .uniform(from: 0.5 / 0.7, to: 1.5 / 0.7), 1, 0.500_046_228_693_456_07),
    ]
    for (interarrival, rate, root) in cases {
      let queue = try RenewalArrivals(interarrival: interarrival, serviceRate: rate)
      #expect(abs(queue.probabilityOfWaiting - root) < 1e-8, "\(interarrival)")
      #expect(abs(queue.meanWait - root / (1 - root)) < 1e-7)
      #expect(abs(queue.waitTail(1e-12) - root) < 1e-8)
    }
    #expect(throws: NumericalFailure.self) {
      try RenewalArrivals(interarrival: .constant(1), serviceRate: 1)
    }
  }
}
