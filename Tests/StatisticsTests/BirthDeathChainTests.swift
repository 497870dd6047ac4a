import Statistics
import Testing

@Suite
struct BirthDeathChainTests {
  @Test
  func sharesAddUpAtEverySize() {
    for servers in [1, 10, 1_000, 100_000] {
      let rate = 0.999 * Double(servers)
      let shares = BirthDeathChain.shares(
        limit: nil,
        birth: { _ in rate },
        death: { Double(min($0, servers)) }
      )
      #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
      let busy = shares.enumerated().reduce(0) { $0 + Double(min(servers, $1.offset)) * $1.element }
      #expect(abs(busy / rate - 1) < 1e-9, "\(servers): \(busy)")
    }
    let finite = BirthDeathChain.shares(limit: 2, birth: { _ in 1 }, death: { Double($0) })
    #expect(zip(finite, [0.4, 0.4, 0.2]).allSatisfy { abs($0 - $1) < 1e-15 })
  }
}
