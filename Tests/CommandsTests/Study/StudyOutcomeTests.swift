import Experiments
import Reports
import Testing

@testable import Commands

@Suite
struct StudyOutcomeTests {
  /// The promise of the whole program: the same seed gives the same bytes on any number of threads.
  @Test
  func oneJobAndThreeGiveTheSameBytes() throws {
    let one = try SampleStudy.outcome(jobs: 1)
    let three = try SampleStudy.outcome(jobs: 3)
    for (a, b) in zip(one.tables, three.tables) {
      #expect(a.csv == b.csv, "\(a.name).csv")
    }
  }

  @Test
  func linesAreJudgedInTheOrderOfTheFile() throws {
    let outcome = try SampleStudy.shared.get()
    #expect(outcome.replications == 3)
    #expect(outcome.judged.map(\.verdict) == [.notMet, .met, .inconclusive, .met, .met])
    #expect(outcome.judged.map(\.variant) == ["base", "base", "base", "naive", "base"])
    #expect(outcome.judged.map(\.ending) == [.unmet, .done, .inconclusive, .done, .done])
    #expect(outcome.replicationsInWords == "3 replications: as many as were asked for")
  }

  @Test
  func aRunLeavesOtherVariantsOut() throws {
    let outcome = try SampleStudy.outcome(jobs: 2, withAllVariants: false)
    #expect(outcome.study.variants.count == 1 && outcome.judged.count == 4)
    #expect(outcome.judged.allSatisfy { $0.variant.isEmpty })
  }
}
