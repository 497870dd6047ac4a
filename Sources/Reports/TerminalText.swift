/// Text as a terminal shows it: how wide it is, and nothing in it that could command the terminal.
package enum TerminalText {
  /// Replaces control characters and direction overrides, so that a name cannot move the cursor,
  /// set a title or turn the rest of a line around.
  package static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isDangerous) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isDangerous(scalar) ? "\u{FFFD}" : scalar) }
    return String(result)
  }

  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x2028, 0x2029:
      true
    default: false
    }
  }

  /// The columns that `text` takes.
  static func width(_ text: String) -> Int {
    text.reduce(0) { $0 + width($1) }
  }

  /// Two columns for East Asian wide characters and emoji (Unicode Annex 11), otherwise one.
  private static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// The text in exactly `columns` columns: filled with spaces, or cut with an ellipsis.
  static func fitted(_ text: String, to columns: Int, onTheRight: Bool = false) -> String {
    let cut = shortened(text, to: columns)
    let fill = String(repeating: " ", count: max(0, columns - width(cut)))
    return onTheRight ? fill + cut : cut + fill
  }

  /// The text in at most `columns` columns.
  static func shortened(_ text: String, to columns: Int) -> String {
    guard width(text) > columns else { return text }
    guard columns > 0 else { return "" }
    var result = ""
    var used = 0
    for character in text {
      used += width(character)
      if used > columns - 1 { break }
      result.append(character)
    }
    return result + "…"
  }

  /// The text in lines of at most `columns` columns, broken between words where possible.
  package static func wrapped(_ text: String, to columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let word = String(word)
      if line.isEmpty {
        line = word
      } else if width(line) + 1 + width(word) <= columns {
        line += " " + word
      } else {
        lines.append(line)
        line = word
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { shortened($0, to: max(columns, 1)) }
  }
}
