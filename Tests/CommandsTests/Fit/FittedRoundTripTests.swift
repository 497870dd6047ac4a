import Statistics
import Testing

@testable import Commands

@Suite
struct FittedRoundTripTests {
  @Test(arguments: [
    (Distribution.Shape.gamma(shape: 2, scale: 0.01), "gamma: {mean: 20ms, shape: 2}"),
    (.weibull(shape: 0.5, scale: 0.1), "weibull: {scale: 100ms, shape: 0.5}"),
  ])
  func shapesAreWrittenAsAScenarioReadsThem(shape: Distribution.Shape, text: String) {
    #expect(FittedRoundTrip.written(shape) == text)
  }

  @Test
  func whatAScenarioCannotSayIsNotWritten() {
    #expect(FittedRoundTrip.written(.loglogistic(shape: 3, scale: 0.1)) == nil)
  }
}
