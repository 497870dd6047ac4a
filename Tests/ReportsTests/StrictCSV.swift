/// A reader that accepts exactly what RFC 4180 allows, with line feeds, and nothing else.
///
/// It is as strict as DuckDB's `strict_mode`: a stray quote, a ragged row, a missing last line end or
/// a carriage return outside quotes is an error, not something to guess about.
struct StrictCSV {
  enum Fault: Error, Equatable {
    case strayQuote(line: Int)
    case unfinishedQuote
    case textAfterQuote(line: Int)
    case ragged(line: Int, expected: Int, found: Int)
    case carriageReturn(line: Int)
    case notUTF8
    case noLastLineEnd
  }

  private(set) var rows: [[String]] = []
  private var row: [String] = []
  private var cell: [UInt8] = []
  private var line = 1

  private enum State {
    case start
    case bare
    case quoted
    case afterQuote
  }

  init(_ bytes: [UInt8]) throws(Fault) {
    var state = State.start
    for byte in bytes { state = try step(byte, in: state) }
    switch state {
    case .quoted: throw .unfinishedQuote
    case .start where row.isEmpty: break
    case .start, .bare, .afterQuote: throw .noLastLineEnd
    }
  }

  private mutating func step(_ byte: UInt8, in state: State) throws(Fault) -> State {
    switch (state, byte) {
    case (.quoted, UInt8(ascii: "\"")): return .afterQuote
    case (.afterQuote, UInt8(ascii: "\"")), (.quoted, _):
      cell.append(byte)
      return .quoted
    case (_, UInt8(ascii: ",")):
      try endCell()
      return .start
    case (_, UInt8(ascii: "\n")):
      try endCell()
      try endRow()
      return .start
    case (.afterQuote, _): throw .textAfterQuote(line: line)
    case (_, UInt8(ascii: "\r")): throw .carriageReturn(line: line)
    case (.start, UInt8(ascii: "\"")): return .quoted
    case (.bare, UInt8(ascii: "\"")): throw .strayQuote(line: line)
    case (.start, _), (.bare, _):
      cell.append(byte)
      return .bare
    }
  }

  private mutating func endCell() throws(Fault) {
    guard let text = String(validating: cell, as: UTF8.self) else { throw .notUTF8 }
    row.append(text)
    cell = []
  }

  private mutating func endRow() throws(Fault) {
    if let first = rows.first, first.count != row.count {
      throw .ragged(line: line, expected: first.count, found: row.count)
    }
    rows.append(row)
    row = []
    line += 1
  }

  /// Takes away the apostrophe that keeps a spreadsheet from computing a text.
  static func withoutNeutralisation(_ text: String) -> String {
    guard text.first == "'" else { return text }
    let first = text.unicodeScalars.first { $0 != "'" }
    let starts: [Unicode.Scalar] = [
      "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]
    guard let first, starts.contains(first) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.dropFirst()))
  }
}
