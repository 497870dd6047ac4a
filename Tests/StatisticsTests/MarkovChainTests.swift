import Statistics
import Testing

@Suite
struct MarkovChainTests {
  /// A birth-death chain has a product form; time to empty has a closed one.
  @Test
  func agreesWithTheProductForm() throws {
    var chain = MarkovChain(states: 60)
    for n in 0..<59 {
      chain.add(from: n, to: n + 1, rate: 0.5)
      chain.add(from: n + 1, to: n, rate: 1)
    }
    let shares = try chain.stationary()
    for n in 0..<50 { #expect(abs(shares[n + 1] / shares[n] - 0.5) < 1e-14) }
    // Each step down is a busy period of 1/(1 − 0.5), up to the end of the chain.
    let time = try chain.meanTime(from: 10) { $0 == 0 }
    #expect(abs(time - 20) < 1e-9)
    #expect(try chain.meanTime(from: 0) { $0 == 0 } == 0)
  }

  @Test
  func statesThatNeverComeBackAreRefused() {
    var chain = MarkovChain(states: 3)
    chain.add(from: 0, to: 1, rate: 1)
    chain.add(from: 1, to: 2, rate: 1)
    #expect(throws: NumericalFailure.self) { try chain.stationary() }
    #expect(throws: NumericalFailure.self) { try chain.meanTime(from: 1) { $0 == 0 } }
  }
}
