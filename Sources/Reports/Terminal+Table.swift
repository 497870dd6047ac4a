package import Experiments

extension Terminal {
  /// The table in columns, or as one block for each row where the columns cannot fit.
  package func lines(of table: Table) -> [String] {
    let header = table.columns.map { TerminalText.safe($0.name) }
    let cells = table.rows.map { row in
      zip(table.columns, row).map { TerminalText.safe(table.humanised($1, in: $0)) }
    }
    let isText = table.columns.map { $0.kind == .text }
    var result: [String] = []
    if !table.title.isEmpty {
      let title = TerminalText.wrapped(TerminalText.safe(table.title), to: width)
      result += title.map { painted($0, .strong) }
    }
    if let widths = columnWidths(header, cells, isText) {
      let parts = zip(header, zip(widths, isText)).map {
        TerminalText.fitted($0, to: $1.0, onTheRight: !$1.1)
      }
      result.append(painted(trimmed(parts.joined(separator: "  ")), .quiet))
      for row in cells {
        let parts = zip(row, zip(widths, isText)).map {
          TerminalText.fitted($0, to: $1.0, onTheRight: !$1.1)
        }
        result.append(trimmed(parts.joined(separator: "  ")))
      }
    } else {
      result += blocks(header, cells)
    }
    return result
  }

  /// Widths that fit the terminal; texts give way down to twelve columns, numbers never.
  private func columnWidths(_ header: [String], _ cells: [[String]], _ isText: [Bool]) -> [Int]? {
    var widths = header.map(TerminalText.width)
    for row in cells {
      for (index, cell) in row.enumerated() {
        widths[index] = max(widths[index], TerminalText.width(cell))
      }
    }
    var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - width
    while excess > 0 {
      let texts = widths.indices.filter { isText[$0] && widths[$0] > 12 }
      guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else { return nil }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func blocks(_ header: [String], _ cells: [[String]]) -> [String] {
    let labelWidth = min(header.map(TerminalText.width).max() ?? 0, width / 2)
    var result: [String] = []
    for row in cells {
      if !result.isEmpty { result.append("") }
      for (name, cell) in zip(header, row) {
        let label = TerminalText.fitted(name, to: labelWidth)
        let value = TerminalText.shortened(cell, to: width - labelWidth - 2)
        result.append(trimmed(painted(label, .quiet) + "  " + value))
      }
    }
    return result
  }

  private func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
