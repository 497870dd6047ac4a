import Experiments
import Testing

@Suite
struct TradeoffTests {
  @Test
  func theFrontLeavesOutWhatIsBeaten() {
    let delivered: [Double?] = [0.99, 0.95, 0.99, 0.90, nil, 0.80]
    let cost: [Double?] = [10, 5, 12, 6, 1, 1]
    #expect(Tradeoff.front(delivered, .higherIsBetter, cost, .lowerIsBetter) == [0, 1, 5])
  }

  @Test
  func regretIsTheDistanceToTheBestOfTheSameIncident() {
    let rows = Tradeoff.portfolio(
      [[0.99, 0.50, 0.97], [0.98, 0.90, 0.95], [nil, 0.91, 0.90]],
      .higherIsBetter
    )
    #expect(rows[0].worst == 0.5 && rows[0].worstIncident == 1)
    #expect(((rows[0].regret ?? 0) - 0.41).magnitude < 1e-12)
    #expect(((rows[1].regret ?? 0) - 0.02).magnitude < 1e-12)
    #expect(rows[2].worst == nil && rows[2].worstIncident == 0 && rows[2].regret == .infinity)
  }

  @Test
  func aMainEffectIsTheMeanOfEachLevel() {
    let effect = Tradeoff.mainEffect(of: [1, 3, nil, 10], levels: [0, 0, 1, 1])
    #expect(effect.map(\.level) == [0, 1] && effect.map(\.mean) == [2, 10])
  }
}
