/// One verb: what it is called, what it answers, what it takes, and what it does.
///
/// A verb stands in `Verb.all` when it works, not before.
struct Verb: Sendable {
  /// What follows the options.
  struct Operands: Sendable, Equatable {
    let name: String
    let count: ClosedRange<Int>
    var choices: [String] = []
    /// How several different operands are shown.
    var pattern: String?

    static let none = Operands(name: "", count: 0...0)

    /// As shown in the usage line: `SCENARIO...`, `[WHAT]`.
    var usage: String {
      if let pattern { return pattern }
      let word = choices.isEmpty ? name : choices.joined(separator: "|")
      if count.upperBound == 0 { return "" }
      let several = count.upperBound > 1 ? word + "..." : word
      return count.lowerBound == 0 ? "[\(several)]" : several
    }
  }

  struct Example: Sendable, Equatable {
    let command: String
    let says: String
  }

  let name: String
  /// The question in a few words.
  let answers: String
  /// The rest of the help text: what happens, what is written, what the exit status says.
  let details: String
  let operands: Operands
  let options: [Option]
  let examples: [Example]
  let perform: @Sendable (Invocation, Environment, inout Console) -> Ending

  /// The verb's own options and those that every verb takes.
  var allOptions: [Option] { options + Option.everywhere }

  /// Whether the verb has an option of that name.
  func takes(_ option: String) -> Bool { allOptions.contains { $0.name == option } }

  /// Every verb that works, in the order in which a newcomer meets them.
  static let all: [Verb] = [
    .run, .compare, .size, .sweep, .check, .stability, .fit, .explain, .list, .new, .conform,
    .clean, .completion,
  ]
}
