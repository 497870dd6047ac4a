/// One option of a verb: the row from which parsing, help, completion and manual all follow.
struct Option: Sendable, Equatable {
  /// What may stand after the option's name.
  enum Value: Sendable, Equatable {
    /// Nothing: the option is a switch.
    case none
    /// Any text; the name stands for it in the help.
    case text(String)
    case file(String)
    case folder(String)
    case choice([String])
    case whole(String, ClosedRange<UInt64>)
  }

  let name: String
  let value: Value
  /// Whether it may be given several times; otherwise the last one counts.
  let isRepeatable: Bool
  let says: String

  init(_ name: String, _ value: Value, isRepeatable: Bool = false, _ says: String) {
    self.name = name
    self.value = value
    self.isRepeatable = isRepeatable
    self.says = says
  }

  /// Creates a switch.
  init(_ name: String, _ says: String) {
    self.init(name, .none, says)
  }

  /// The option as it is typed: `--color auto|always|never`.
  var usage: String {
    placeholder.map { "--\(name) \($0)" } ?? "--\(name)"
  }

  /// What stands for the value in the help; nothing for a switch.
  var placeholder: String? {
    switch value {
    case .none: nil
    case .text(let name), .file(let name), .folder(let name), .whole(let name, _): name
    case .choice(let words): words.joined(separator: "|")
    }
  }

  /// Says what is wrong with `text` as a value, or nothing.
  func complaint(about text: String) -> String? {
    switch value {
    case .none, .text, .file, .folder:
      return text.isEmpty ? "`--\(name)` needs a value, found an empty one" : nil
    case .choice(let words):
      if words.contains(text) { return nil }
      return "`--\(name)` is one of \(words.joined(separator: ", ")), found `\(text)`"
    case .whole(_, let range):
      if let number = UInt64(text), range.contains(number) { return nil }
      let bounds =
        range.upperBound == .max
        ? "from \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      return "`--\(name)` is a whole number \(bounds), found `\(text)`"
    }
  }
}

extension Option {
  /// What every verb takes.
  static let everywhere = [
    Option(
      "color",
      .choice(["auto", "always", "never"]),
      "colours in what is shown; NO_COLOR is respected"
    ),
    Option("quiet", "say nothing but results and errors"),
    Option("help", "show this"),
  ]

  /// A change of the scenario.
  static let set = Option(
    "set",
    .text("PATH=VALUE"),
    isRepeatable: true,
    "change one setting of the scenario; repeatable"
  )

  static let json = Option("json", "print one JSON document instead of text")

  /// How a study is run.
  static let study = [
    set,
    Option("seed", .whole("N", 0...(.max)), "the number from which every draw follows"),
    Option("replications", .whole("N", 1...100_000), "how many times to run it"),
    Option("jobs", .whole("N", 1...1_024), "how many run at a time (default: one per processor)"),
    Option("progress", .choice(["auto", "always", "never"]), "the progress line on stderr"),
  ]

  /// For studies that go on where they were.
  static let fresh = Option("fresh", "run every trial again, whatever an earlier start has kept")

  /// Where results go.
  static let results = [
    Option("out", .folder("DIR"), "the folder for results (default: reports/NAME)"),
    json,
  ]
}
