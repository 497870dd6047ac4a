internal import Experiments

/// Renders a digest for a terminal of a given width; a pure function from values to a string.
package struct Terminal: Sendable, Equatable {
  package let width: Int
  package let hasColour: Bool

  /// What a colour stands for; it is never the only carrier of it.
  package enum Meaning: Sendable {
    case good
    case bad
    case unsure
    case quiet
    case strong
  }

  /// Creates a terminal; one narrower than twenty columns is treated as twenty wide.
  package init(width: Int = 80, hasColour: Bool = false) {
    self.width = max(width, 20)
    self.hasColour = hasColour
  }

  /// Decides on colour the way other programs do: the option first, then `NO_COLOR`, then the device.
  package static func usesColour(option: String?, noColour: String?, isTerminal: Bool) -> Bool {
    switch option {
    case "always": return true
    case "never": return false
    case nil, .some: break
    }
    if let noColour, !noColour.isEmpty { return false }
    return isTerminal
  }

  /// Puts `text` in the colour of what it means.
  package func painted(_ text: String, _ meaning: Meaning) -> String {
    guard hasColour else { return text }
    let code =
      switch meaning {
      case .good: "32"
      case .bad: "31"
      case .unsure: "33"
      case .quiet: "2"
      case .strong: "1"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  /// The whole digest, each part after an empty line.
  package func rendered(_ digest: Digest) -> String {
    var parts: [[String]] = []
    let title = TerminalText.wrapped(TerminalText.safe(digest.title), to: width)
    parts.append(title.map { painted($0, .strong) })
    parts.append(contentsOf: digest.tables.map(lines(of:)))
    parts.append(digest.verdicts.flatMap(lines(of:)))
    parts.append(
      digest.sentences.flatMap { TerminalText.wrapped(TerminalText.safe($0), to: width) }
    )
    parts.append(filesLines(digest))
    let shown = parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
    return shown.joined(separator: "\n\n") + "\n"
  }

  private func filesLines(_ digest: Digest) -> [String] {
    guard !digest.folder.isEmpty else { return [] }
    let folder = TerminalText.safe(digest.folder)
    let list = TerminalText.safe(digest.files.joined(separator: " "))
    let lines = TerminalText.wrapped(list, to: width - 2).map { painted("  " + $0, .quiet) }
    return ["Results: " + folder + "/"] + lines
  }

  private func lines(of line: Digest.Line) -> [String] {
    let (mark, meaning): (String, Meaning) =
      switch line.verdict {
      case .met: ("✓", .good)
      case .notMet: ("✗", .bad)
      case .inconclusive: ("?", .unsure)
      }
    let head = painted(TerminalText.fitted("\(mark) \(line.verdict.words)", to: 13), meaning)
    let text = TerminalText.safe(line.text)
    let found = TerminalText.safe(line.found)
    var result: [String] = []
    let needed = TerminalText.width(text) + TerminalText.width(found) + 15
    if needed <= width {
      let room = width - 15 - TerminalText.width(found)
      result.append(head + " " + TerminalText.fitted(text, to: room) + " " + found)
    } else {
      let wrapped = TerminalText.wrapped(text, to: width - 14)
      for (index, part) in wrapped.enumerated() {
        result.append((index == 0 ? head : String(repeating: " ", count: 13)) + " " + part)
      }
      result.append(contentsOf: indented("found " + found))
    }
    if !line.note.isEmpty { result.append(contentsOf: indented(TerminalText.safe(line.note))) }
    return result
  }

  private func indented(_ text: String) -> [String] {
    TerminalText.wrapped(text, to: width - 14).map {
      String(repeating: " ", count: 14) + painted($0, .quiet)
    }
  }
}
