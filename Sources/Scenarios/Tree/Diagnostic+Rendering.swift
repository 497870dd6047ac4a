extension ScenarioErrors {
  /// At most this many are printed in full; the rest are counted.
  package static let shownAtMost = 100

  /// The messages as a compiler would print them, each with its line and a caret.
  package var rendered: String {
    var text = ""
    for diagnostic in diagnostics.prefix(Self.shownAtMost) {
      text += diagnostic.rendered(in: sources)
    }
    let hidden = diagnostics.count - Self.shownAtMost
    if hidden > 0 { text += "... and \(hidden) more\n" }
    return text
  }
}

extension Diagnostic {
  /// `file:line:column: error: message`, the line, and a caret below what is meant.
  package func rendered(in sources: Sources) -> String {
    let source = sources[span.source]
    let place = "\(visible(source.name)):\(span.start.line):\(span.start.column)"
    return "\(place): \(severity.rawValue): \(message)\n" + excerpt(from: source)
  }

  private func excerpt(from source: SourceText) -> String {
    guard let line = source.line(span.start.line) else { return "" }
    let scalars = Array(line.unicodeScalars)
    guard !scalars.isEmpty else { return "" }
    let column = min(span.start.column - 1, scalars.count)
    let window = Self.window(around: column, in: scalars.count)
    let end = span.end.line == span.start.line ? span.end.column - 1 : scalars.count
    let marked = max(1, min(end, window.upperBound) - column)
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: scalars[window])
    let cutLeft = window.lowerBound > 0 ? "..." : ""
    let cutRight = window.upperBound < scalars.count ? "..." : ""
    let number = String(span.start.line)
    let gutter = String(repeating: " ", count: max(0, 5 - number.count))
    let blank = String(repeating: " ", count: max(5, number.count))
    let indent = String(repeating: " ", count: column - window.lowerBound + cutLeft.count)
    let underline = "^" + String(repeating: "~", count: marked - 1)
    return "\(gutter)\(number) | \(cutLeft)\(visible(String(shown)))\(cutRight)\n"
      + "\(blank) | \(indent)\(underline)\n"
  }

  /// A scenario may be one long line of JSON: show a hundred columns of it.
  private static func window(around column: Int, in count: Int) -> Range<Int> {
    guard count > 120 else { return 0..<count }
    let start = max(0, min(column - 40, count - 100))
    return start..<min(count, start + 100)
  }
}

/// Returns `text` with whatever could steer a terminal or reverse its reading order made harmless.
func visible(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x09: result.append(" ")
    case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
      result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// Returns what the user wrote, short enough for a message.
func quoted(_ text: String) -> String {
  let shown = visible(text)
  return shown.count <= 40 ? shown : shown.prefix(37) + "..."
}
