import Statistics
import Testing
import TimeAndChance

@Suite
struct WarmUpTests {
  @Test
  func cutsTheApproachAndNoMore() throws {
    var chance = RandomStream(Seed(8))
    // An exponential approach with a time constant of 40 steps, over noise.
    let series = (0..<1_000).map { step in
      10 * (1 - DeterministicMath.exp(-Double(step) / 40)) + chance.normal()
    }
    let cut = try #require(WarmUp.cut(series))
    #expect(cut >= 60 && cut <= 300, "\(cut)")
    let steady = (0..<1_000).map { _ in chance.normal() }
    #expect(try #require(WarmUp.cut(steady)) <= 250)
  }

  @Test
  func aSeriesThatNeverSettlesHasNoCut() {
    #expect(WarmUp.cut((0..<500).map { Double($0) }) == nil)
    #expect(WarmUp.cut([1, 2, 3]) == nil)
    #expect(WarmUp.cut([Double](repeating: 4, count: 100)) == 0)
  }
}
