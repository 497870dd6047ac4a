import Statistics
import Testing

@Suite
struct SupermarketTests {
  @Test
  func sharesFollowTheFixedPoint() throws {
    // s(i) = load · s(i−1)^d.
    for length in 1...4 {
      let below = Supermarket.share(atLeast: length - 1, load: 0.9, choices: 3)
      let here = Supermarket.share(atLeast: length, load: 0.9, choices: 3)
      #expect(abs(here - 0.9 * below * below * below) < 1e-14)
    }
    #expect(try Supermarket.meanSojourn(load: 0.5, choices: 1) == 2)
    #expect(try Supermarket.meanSojourn(load: 0.99, choices: 50) < 2)
    #expect(throws: NumericalFailure.self) { try Supermarket.meanSojourn(load: 1, choices: 2) }
  }
}
