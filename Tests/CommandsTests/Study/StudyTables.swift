import Experiments
import Reports
import Testing

@testable import Commands

/// The tables of one study, held against each other.
enum StudyTables {
  static func named(_ name: String) throws -> Table {
    let outcome = try SampleStudy.shared.get()
    return try #require(outcome.tables.first { $0.name == name })
  }

  static func integer(_ table: Table, _ row: Int, _ column: String) -> Int64 {
    if case .integer(let value) = table.cell(row, column) { return value }
    return .min
  }

  static func number(_ table: Table, _ row: Int, _ column: String) -> Double {
    if case .number(let value) = table.cell(row, column) { return value }
    return .nan
  }
}
