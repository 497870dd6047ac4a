import Statistics
import Testing

@Suite
struct RetryAmplificationTests {
  @Test
  func amplifiesAsAGeometricSum() {
    #expect(RetryAmplification.attempts(error: 0, retries: 5) == 1)
    #expect(RetryAmplification.attempts(error: 1, retries: 5) == 6)
    #expect(RetryAmplification.attempts(error: 0.4, retries: 0) == 1)
    #expect(RetryAmplification.delivered(error: 1, retries: 3) == 0)
    #expect(RetryAmplification.meanDelayOfDelivered(error: 1, pauses: [1, 2]) == 0)
  }

  @Test
  func criticalPointsMeet() throws {
    let rate = RetryAmplification.criticalArrivalRate(
      slots: 500,
      meanService: 0.1,
      error: 0.3,
      retries: 2
    )
    let error = try #require(
      RetryAmplification.criticalError(slots: 500, arrivalRate: rate, meanService: 0.1, retries: 2)
    )
    #expect(abs(error - 0.3) < 1e-12)
    #expect(
      RetryAmplification.criticalError(slots: 1, arrivalRate: 100, meanService: 1, retries: 2) == 0
    )
    #expect(
      RetryAmplification.criticalError(slots: 400, arrivalRate: 100, meanService: 1, retries: 2)
        == nil
    )
  }
}
