import Experiments
import Scenarios
import Testing
import TimeAndChance

@testable import Commands

@Suite
struct SizeOutcomeTests {
  private func outcome(_ more: String) throws -> SizeOutcome {
    let scenario = try SamplePoints.scenario(more)
    let study = try SizeStudy(scenario, try #require(scenario.size))
    let answer = study.answer(on: Runner(jobs: 2), seed: Seed(3), kept: nil) { _ in }
    return SizeOutcome(study: study, answer: answer)
  }

  /// An M/M/c with 8 erlangs waits 0.65 s on nine servers and 0.20 s on ten.
  @Test
  func theSmallestFleetAndTheNeighbourThatFails() throws {
    let outcome = try outcome(SamplePoints.size)
    let chosen = try #require(outcome.answer.chosen)
    #expect((9...13).contains(chosen) && outcome.ending == .done, "\(outcome.sentences)")
    let neighbour = try #require(outcome.answer.neighbour)
    #expect(neighbour.size == chosen - 1)
    #expect(outcome.sentences[0].hasPrefix("fleet.servers = \(chosen): the smallest"))
    #expect(outcome.sentences[1].contains("mean(wait, all) <= 0.5s"))
    #expect(outcome.table.rows.contains { $0[0] == .text("chosen") })
    #expect(outcome.charts.count == 1 && outcome.lines.count == 1)
  }

  @Test
  func whatNothingMeetsIsInfeasibleAndSaysWhy() throws {
    let more = SamplePoints.size.split(separator: "\n").map {
      $0.contains("objectives") ? "  objectives: [\"goodput >= 100/s\"]" : String($0)
    }.joined(separator: "\n")
    let outcome = try outcome("\n" + more)
    #expect(outcome.answer.chosen == nil && outcome.ending == .unmet)
    #expect(outcome.sentences[0].hasPrefix("Infeasible"), "\(outcome.sentences)")
    #expect(outcome.sentences[0].contains("goodput >= 100/s"))
  }
}
