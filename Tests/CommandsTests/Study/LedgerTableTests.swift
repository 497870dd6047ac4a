import Experiments
import Testing

@testable import Commands

@Suite
struct LedgerTableTests {
  @Test
  func everyRowAddsUpAndNothingIsLost() throws {
    let ledger = try StudyTables.named("ledger")
    // Two variants, three replications, two classes that each have one provider.
    #expect(ledger.rows.count == 12)
    let first = try #require(ledger.index(of: "offered"))
    for (number, row) in ledger.rows.enumerated() {
      let values = row[first...].map { cell -> Int64 in
        if case .integer(let value) = cell { return value }
        return .min
      }
      #expect(values[0] == values.dropFirst().reduce(0, +), "row \(number)")
      #expect(StudyTables.integer(ledger, number, "lost") == 0)
    }
  }
}
