package import Experiments

extension Table {
  /// The table as RFC 4180 text: UTF-8, lines end in a line feed, the header always comes first.
  ///
  /// Numbers have a point, no thousands separator and at most twelve significant digits. Undefined
  /// and infinite values are empty. A text that a spreadsheet would take for a formula gets an
  /// apostrophe in front (OWASP, "CSV Injection"); numbers never do.
  package var csv: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16 * columns.count * (rows.count + 1))
    for (index, column) in columns.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      CSVText.write(column.name, to: &bytes)
    }
    bytes.append(UInt8(ascii: "\n"))
    for row in rows {
      write(row, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  private func write(_ row: [Cell], to bytes: inout [UInt8]) {
    for (index, cell) in row.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      switch cell {
      case .text(let text): CSVText.write(text, to: &bytes)
      case .integer(let value): bytes.append(contentsOf: String(value).utf8)
      case .number(let value), .seconds(let value):
        if value.isFinite { DecimalText(value).write(to: &bytes) }
      case .empty: break
      }
    }
    // A lone empty cell would be an empty line, which readers skip.
    if columns.count == 1, bytes.last == UInt8(ascii: "\n") {
      bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: "\"")])
    }
  }
}

/// How one text becomes one cell.
enum CSVText {
  /// Appends `text`, neutralised and quoted where it must be.
  static func write(_ text: String, to bytes: inout [UInt8]) {
    let safe = neutralised(text)
    guard needsQuotes(safe) else {
      bytes.append(contentsOf: safe.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in safe.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The text with an apostrophe in front if a spreadsheet would compute it.
  ///
  /// A text of apostrophes and then a formula gets one more, so that taking one away undoes it.
  static func neutralised(_ text: String) -> String {
    let first = text.unicodeScalars.first { $0 != "'" }
    guard let first, startsFormula(first) else { return text }
    return "'" + text
  }

  /// Formula starts of spreadsheets, the full-width forms that some locales accept included.
  private static func startsFormula(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
    default: false
    }
  }

  /// Whether the text could be read as anything but one cell of itself.
  private static func needsQuotes(_ text: String) -> Bool {
    if text.isEmpty { return false }
    if text.utf8.first == UInt8(ascii: " ") || text.utf8.last == UInt8(ascii: " ") { return true }
    return text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
        || byte == UInt8(ascii: "#") || byte < 0x20
    }
  }
}
