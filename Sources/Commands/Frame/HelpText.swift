/// The help texts, made from the table of verbs.
enum HelpText {
  /// What `spillway --help` shows.
  static func overview(_ verbs: [Verb]) -> String {
    let rows = verbs.map { ($0.name, $0.answers) }
    let general = [
      ("--help", "show this; after a verb, what it takes, with an example"),
      ("--version", "show the version"),
    ]
    let statuses = [
      ("0", "done"), ("1", "an expectation or objective was not met"), ("2", "the input is wrong"),
      ("3", "it could not be done"), ("4", "inconclusive: the interval is too wide to decide"),
      ("130", "stopped by Ctrl-C; what was finished is kept"),
    ]
    return """
      spillway: the gateway is real, only the world is simulated

      Usage: spillway VERB [OPTIONS] ...

      Verbs
      \(columns(rows))

      Options
      \(columns(general))

      Exit status (of several, the first in the order 130, 3, 2, 1, 4)
      \(columns(statuses))
      """
  }

  /// What `spillway VERB --help` shows.
  static func verb(_ verb: Verb) -> String {
    let usage = ["Usage: spillway", verb.name, "[OPTIONS]", verb.operands.usage]
    let examples = verb.examples.map { "  \($0.command)\n      \($0.says)" }
    return """
      spillway \(verb.name): \(verb.answers)

      \(usage.filter { !$0.isEmpty }.joined(separator: " "))

      \(verb.details)

      Options
      \(columns(verb.allOptions.map { ($0.usage, $0.says) }))

      \(examples.count == 1 ? "Example" : "Examples")
      \(examples.joined(separator: "\n"))
      """
  }

  /// Two columns, indented by two; what is too wide for the first puts the second on a new line.
  static func columns(_ rows: [(String, String)]) -> String {
    let widest = 30
    let width = rows.map(\.0.count).filter { $0 <= widest }.max() ?? 0
    let lines = rows.map { left, right in
      left.count > width
        ? "  \(left)\n" + String(repeating: " ", count: width + 4) + right
        : "  \(left)" + String(repeating: " ", count: width - left.count + 2) + right
    }
    return lines.joined(separator: "\n")
  }
}
