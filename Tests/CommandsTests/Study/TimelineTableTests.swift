import Experiments
import Testing

@testable import Commands

@Suite
struct TimelineTableTests {
  @Test
  func rowsOfTheTimelineAddUpToTheLedger() throws {
    let timeline = try StudyTables.named("timeline")
    let ledger = try StudyTables.named("ledger")
    func sum(_ table: Table, _ column: String, _ value: (Table, Int, String) -> Double) -> Double {
      table.rows.indices.reduce(0) { sum, row in
        guard table.cell(row, "variant") == .text("base") else { return sum }
        return sum + value(table, row, column)
      }
    }
    let offered = sum(timeline, "offered_per_s", StudyTables.number)
    let counted = sum(ledger, "offered") { Double(StudyTables.integer($0, $1, $2)) } / 3
    #expect(abs(offered - counted) < 1e-6 * counted)
    // Forty seconds, two classes, two variants.
    #expect(timeline.rows.count == 160)
  }

  @Test
  func theOutageIsWhereItWasScripted() throws {
    let timeline = try StudyTables.named("timeline")
    let errors = timeline.rows.indices.filter {
      StudyTables.number(timeline, $0, "status_5xx_per_s") > 5
    }
    let times = errors.map { StudyTables.number(timeline, $0, "t_s") }
    #expect((times.min() ?? 0) >= 14 && (times.max() ?? 99) <= 27, "\(times)")
  }
}
