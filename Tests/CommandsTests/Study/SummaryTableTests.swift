import Experiments
import Testing

@testable import Commands

@Suite
struct SummaryTableTests {
  @Test
  func everyNumberHasItsInterval() throws {
    let summary = try StudyTables.named("summary")
    #expect(
      summary.columns.map(\.name) == [
        "scenario", "variant", "metric", "scope", "statistic", "unit", "value", "ci_low", "ci_high",
        "replications",
      ]
    )
    var seen = 0
    for row in summary.rows.indices where StudyTables.integer(summary, row, "replications") == 3 {
      let (low, high) = (
        StudyTables.number(summary, row, "ci_low"), StudyTables.number(summary, row, "ci_high")
      )
      let value = StudyTables.number(summary, row, "value")
      guard !low.isNaN, !high.isNaN, !value.isNaN else { continue }
      seen += 1
      #expect(low <= value && value <= high, "\(summary.rows[row])")
    }
    #expect(seen > 100)
  }
}
