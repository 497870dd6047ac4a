import Statistics
import Testing

@Suite
struct PercentileCurveTests {
  @Test
  func goesThroughItsPoints() throws {
    let points: [PercentileCurve.Point] = [
      .init(probability: 0.999, value: 2), .init(probability: 0.5, value: 0.042),
      .init(probability: 0.9, value: 0.088), .init(probability: 0.99, value: 0.39),
    ]
    let curve = try Distribution.percentiles(points)
    for point in points {
      #expect(abs(curve.quantile(point.probability) - point.value) < 1e-12)
      #expect(abs(curve.cdf(point.value) - point.probability) < 1e-12)
    }
  }

  @Test
  func twoPointsAreALognormal() throws {
    let curve = try Distribution.percentiles([
      .init(probability: 0.5, value: 0.05), .init(probability: 0.99, value: 0.4),
    ])
    let lognormal = try Distribution.lognormal(median: 0.05, p99: 0.4)
    #expect(abs(curve.mean - lognormal.mean) < 1e-12)
    #expect(abs(curve.variance - lognormal.variance) < 1e-12)
    #expect(abs(curve.quantile(0.001) - lognormal.quantile(0.001)) < 1e-12)
    #expect(curve.cdf(-1) == 0 && curve.upperTail(0) == 1)
  }
}
