package import Experiments

/// A JSON value whose members keep their order, so that the same value has the same bytes.
package indirect enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// A number with at most so many significant digits.
  case number(Double, digits: Int = 12)
  case text(String)
  case list([JSON])
  case members([Member])

  /// A name and its value.
  package struct Member: Sendable, Equatable {
    package let name: String
    package let value: JSON

    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// The document, indented by two spaces, with a line feed at its end.
  package var text: String {
    var bytes: [UInt8] = []
    write(to: &bytes, indent: 0)
    bytes.append(UInt8(ascii: "\n"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The document without a superfluous byte.
  package var compact: String {
    var bytes: [UInt8] = []
    write(to: &bytes, indent: nil)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(to bytes: inout [UInt8], indent: Int?) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .number(let value, let digits):
      if value.isFinite {
        DecimalText(value, digits: digits).write(to: &bytes)
      } else {
        bytes.append(contentsOf: "null".utf8)
      }
    case .text(let value): Self.write(value, to: &bytes)
    case .list(let values):
      Self.enclose("[", "]", count: values.count, to: &bytes, indent: indent) { index, bytes in
        values[index].write(to: &bytes, indent: indent.map { $0 + 1 })
      }
    case .members(let members):
      Self.enclose("{", "}", count: members.count, to: &bytes, indent: indent) { index, bytes in
        Self.write(members[index].name, to: &bytes)
        bytes.append(contentsOf: (indent == nil ? ":" : ": ").utf8)
        members[index].value.write(to: &bytes, indent: indent.map { $0 + 1 })
      }
    }
  }

  private static func enclose(
    _ open: String,
    _ close: String,
    count: Int,
    to bytes: inout [UInt8],
    indent: Int?,
    item: (Int, inout [UInt8]) -> Void
  ) {
    bytes.append(contentsOf: open.utf8)
    for index in 0..<count {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine(&bytes, indent.map { $0 + 1 })
      item(index, &bytes)
    }
    if count > 0 { breakLine(&bytes, indent) }
    bytes.append(contentsOf: close.utf8)
  }

  private static func breakLine(_ bytes: inout [UInt8], _ indent: Int?) {
    guard let indent else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
  }

  /// Appends a string literal that is safe inside a script element of a page, too.
  ///
  /// `<`, `>` and `&` are escaped because `</script>` in a string would end the element, and the two
  /// line separators because older scripts took them for line ends.
  static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes.append(contentsOf: "\\\"".utf8)
      case "\\": bytes.append(contentsOf: "\\\\".utf8)
      case "\n": bytes.append(contentsOf: "\\n".utf8)
      case "\r": bytes.append(contentsOf: "\\r".utf8)
      case "\t": bytes.append(contentsOf: "\\t".utf8)
      case "\0"..."\u{1F}", "<", ">", "&", "\u{7F}", "\u{2028}", "\u{2029}":
        bytes.append(contentsOf: "\\u".utf8)
        let hex = String(scalar.value, radix: 16)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - hex.utf8.count))
        bytes.append(contentsOf: hex.utf8)
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension Table {
  /// The rows as objects with the CSV's names; undefined values are null.
  package var json: JSON {
    .list(
      rows.map { row in
        .members(
          zip(columns, row).map { column, cell in
            JSON.Member(column.name, cell.json)
          }
        )
      }
    )
  }
}

extension Table.Cell {
  /// The value; null when it is undefined or infinite.
  var json: JSON {
    switch self {
    case .text(let text): .text(text)
    case .integer(let value): .integer(value)
    case .number(let value), .seconds(let value): value.isFinite ? .number(value) : .null
    case .empty: .null
    }
  }
}
