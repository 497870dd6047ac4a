import Experiments
import Testing

@Suite
struct ObjectiveTests {
  @Test
  func anObjectiveJudgesItsSamples() {
    let objective = Objective("p99 <= 2s", .lessOrEqual, 2)
    #expect(objective.judged(on: [1, 1.1, 0.9], confidence: 0.95).verdict == .met)
    #expect(objective.judged(on: [1, 3, 2], confidence: 0.95).verdict == .inconclusive)
    let rare = Objective("probability(collapse) < 20%", .less, 0.2, by: .probability)
    #expect(rare.judged(on: Array(repeating: 0, count: 40), confidence: 0.95).verdict == .met)
    #expect(rare.judged(on: [0, 0, 0], confidence: 0.95).verdict == .inconclusive)
  }
}
