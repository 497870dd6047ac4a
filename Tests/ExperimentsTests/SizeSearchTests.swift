import Testing

@testable import Experiments

@Suite
struct SizeSearchTests {
  private static func candidate(_ size: Int, holds: Bool) -> Sizing.Candidate {
    let estimate = Estimate(of: [holds ? 0 : 2, holds ? 0 : 2])
    return Sizing.Candidate(
      size: size,
      replications: 2,
      judgements: [[Judgement(estimate, .less, 1)]]
    )
  }

  /// Every threshold in every small range from every guess, both ways: exact, and in few steps.
  @Test(arguments: [1, 2, 3, 7, 16])
  func bisectionIsExact(count: Int) {
    var wrong = 0
    for threshold in 0...count {
      for guess in 0..<count {
        for goal in [Sizing.Goal.smallest, .largest] {
          let sizing = Sizing(
            goal,
            in: 5...(4 + count),
            objectives: [Objective("x", .less, 1)],
            cases: ["c"]
          )
          var search = SizeSearch(sizing, guess: 5 + guess)
          var steps = 0
          while let size = search.next, steps < 50 {
            let holds = goal == .smallest ? size >= 5 + threshold : size < 5 + threshold
            search.learn(Self.candidate(size, holds: holds))
            steps += 1
          }
          let expected: Int? =
            switch goal {
            case .smallest: threshold < count ? 5 + threshold : nil
            case .largest: threshold > 0 ? 4 + threshold : nil
            }
          if search.answer.chosen != expected || steps > 14 { wrong += 1 }
        }
      }
    }
    #expect(wrong == 0)
  }
}
