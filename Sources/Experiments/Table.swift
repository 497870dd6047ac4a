/// Rows under named, explained columns: the one neutral result of every study.
///
/// CSV, JSON, terminal and page are views of it; none of them knows what the numbers are about.
package struct Table: Sendable, Equatable {
  /// The file name without its ending ("summary").
  package let name: String
  /// What the table shows, in a phrase.
  package let title: String
  package let columns: [Column]
  package private(set) var rows: [[Cell]]

  /// A column: what it is called, what it is measured in, and what it means.
  package struct Column: Sendable, Equatable {
    package let name: String
    package let unit: String
    package let meaning: String
    package let kind: Kind

    package init(_ name: String, _ kind: Kind, unit: String = "", _ meaning: String) {
      self.name = name
      self.kind = kind
      self.unit = unit
      self.meaning = meaning
    }
  }

  /// What a column's cells hold.
  package enum Kind: String, Sendable, CaseIterable {
    case text
    case integer
    case number
    /// Seconds.
    case duration
    /// A share of a whole, 0 ... 1.
    case share
    case bytes
  }

  /// One value.
  package enum Cell: Sendable, Equatable {
    case text(String)
    case integer(Int64)
    case number(Double)
    /// A span in seconds.
    case seconds(Double)
    /// Undefined, or not asked.
    case empty

    /// The number, or an empty cell when there is none or it is not finite.
    package static func number(orEmpty value: Double?) -> Cell {
      guard let value, value.isFinite else { return .empty }
      return .number(value)
    }
  }

  /// Creates an empty table.
  package init(name: String, title: String = "", columns: [Column]) {
    precondition(
      Set(columns.map(\.name)).count == columns.count,
      "the columns of \(name) need different names"
    )
    self.name = name
    self.title = title
    self.columns = columns
    rows = []
  }

  /// Adds a row, which must have one cell per column.
  package mutating func append(_ row: [Cell]) {
    precondition(
      row.count == columns.count,
      "a row of \(name) has \(columns.count) cells, found \(row.count)"
    )
    rows.append(row)
  }

  /// The position of the column called `name`.
  package func index(of name: String) -> Int? {
    columns.firstIndex { $0.name == name }
  }

  /// The cell of a row under the column called `name`; empty when there is no such column.
  package func cell(_ row: Int, _ name: String) -> Cell {
    index(of: name).map { rows[row][$0] } ?? .empty
  }
}
