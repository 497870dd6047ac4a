import Experiments
import Scenarios
import Testing

@testable import Commands

@Suite
struct SweepOutcomeTests {
  private func outcome(_ more: String) throws -> SweepOutcome {
    let scenario = try SamplePoints.scenario(more)
    let sweep = try Sweep(scenario, try #require(scenario.sweep))
    let study = sweep.study(replications: 2, seed: nil, kept: nil)
    return SweepOutcome(sweep: sweep, study: study, result: study.run(on: Runner(jobs: 2)) { _ in })
  }

  @Test
  func moreServersWaitLess() throws {
    let outcome = try outcome(SamplePoints.sweep)
    #expect(outcome.table.name == "sweep" && outcome.table.rows.count == 12)
    let few = try #require(outcome.estimate(1, 0, 0).value)
    let many = try #require(outcome.estimate(5, 0, 0).value)
    #expect(few > 10 * many)
    #expect(outcome.charts.count == 2 && !outcome.sentences.isEmpty)
  }

  @Test
  func aPortfolioHasWorstCaseAndRegret() throws {
    let more = """

      sweep:
        vary: {fleet.servers: [12, 20]}
        across: [none, crash-herd]
        watch: [goodput]
      """
    let table = try outcome(more).table
    #expect(table.name == "matrix" && table.rows.count == 8)
    let incidents = table.rows.indices.prefix(4).map { table.cell($0, "incident") }
    #expect(incidents == ["none", "crash-herd", "worst case", "regret"].map { .text($0) })
    guard case .number(let calm) = table.cell(0, "value"),
      case .number(let worst) = table.cell(2, "value")
    else {
      Issue.record("values are missing: \(table.rows)")
      return
    }
    #expect(worst < calm)
  }
}
