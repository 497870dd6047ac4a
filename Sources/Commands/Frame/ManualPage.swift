/// The manual page, made from the table of verbs.
enum ManualPage {
  /// The page in the language of `man`.
  static func text(_ verbs: [Verb]) -> String {
    let head = [
      ".TH SPILLWAY 1 \"\" \"spillway \(Version.number)\"",
      ".SH NAME",
      "spillway \\- simulate a fleet that sends through somebody else's API",
      ".SH SYNOPSIS",
      ".B spillway",
      ".I VERB",
      "[OPTIONS] ...",
      ".SH VERBS",
    ]
    let statuses = [
      ".SH EXIT STATUS",
      "0 done, 1 an expectation or objective was not met, 2 the input is wrong, 3 it could not be",
      "done, 4 inconclusive, 130 stopped by Ctrl\\-C. Of several the first in the order 130, 3, 2, 1, 4.",
      ".SH ENVIRONMENT",
      "NO_COLOR, TERM and COLUMNS are respected.",
    ]
    return (head + verbs.flatMap(section) + statuses).joined(separator: "\n")
  }

  private static func section(_ verb: Verb) -> [String] {
    let title = "spillway \(verb.name) [OPTIONS] \(verb.operands.usage)"
    let options = verb.allOptions.flatMap { option in
      [".TP", ".B \(plain(option.usage))", plain(option.says)]
    }
    let examples = verb.examples.flatMap { example in
      [".PP", plain(example.says), ".RS", ".EX", plain(example.command), ".EE", ".RE"]
    }
    return [".SS \(plain(title))", plain(verb.answers), ".PP", plain(verb.details)] + options
      + examples
  }

  /// Text that `man` takes as it is: no line begins with a command, no hyphen becomes a dash.
  private static func plain(_ text: String) -> String {
    let escaped = text.map { character in
      switch character {
      case "\\": "\\e"
      case "-": "\\-"
      default: String(character)
      }
    }
    let lines = escaped.joined().split(separator: "\n", omittingEmptySubsequences: true)
    return lines.map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&" + $0 : String($0) }
      .joined(separator: "\n")
  }
}
