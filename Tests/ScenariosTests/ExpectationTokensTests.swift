import Testing

@testable import Scenarios

@Suite
struct ExpectationTokensTests {
  @Test(arguments: [
    ("p99(wait, otp) <= 2s", ["p99", "(", "wait", ",", "otp", ")", "<=", "2s"]),
    ("lost==0", ["lost", "==", "0"]),
    ("a = 5", ["a", "=", "5"]),
    ("x after f+5m", ["x", "after", "f", "+", "5m"]),
  ])
  func tokens(line: String, texts: [String]) {
    #expect(expectationTokens(line).map(\.text) == texts)
  }
}
