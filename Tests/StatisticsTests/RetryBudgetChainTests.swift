import Statistics
import Testing

@Suite
struct RetryBudgetChainTests {
  @Test
  func budgetsBoundTheAmplification() throws {
    for error in [0.01, 0.3, 0.6, 0.95] {
      let start = try RetryBudgetChain(error: error, fill: 0.1, bucket: 5, deposit: .start)
      #expect(start.attemptsPerCall <= 1.1 + 1e-9)
      #expect(abs(start.deliveredShare - start.attemptsPerCall * (1 - error)) < 1e-12)
      let success = try RetryBudgetChain(
        error: error,
        fill: 0.1,
        bucket: 5,
        deposit: .success(retries: 3)
      )
      #expect(success.attemptsPerCall <= 1 + 0.1 * success.deliveredShare + 1e-9)
    }
    #expect(throws: NumericalFailure.self) {
      try RetryBudgetChain(error: 0.1, fill: 0.3, bucket: 5, deposit: .start)
    }
  }
}
