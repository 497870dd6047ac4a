import Scenarios

/// What the words after the program's name ask for.
enum Request {
  case run(Invocation)
  case help(Verb?)
  case version
}

/// A word that makes no sense, in a sentence, and the verb whose help would explain it.
struct UsageError: Error, Equatable {
  let says: String
  var verb: String?
}

/// Reads the words after the program's name against the table of verbs.
struct ArgumentParser {
  let verbs: [Verb]

  /// Returns what `arguments` ask for.
  ///
  /// `--name value` and `--name=value` mean the same; after `--` everything is an operand. Options
  /// may stand before, between and after operands.
  func parse(_ arguments: [String]) throws(UsageError) -> Request {
    guard let first = arguments.first else {
      throw UsageError(says: "say what to do: spillway VERB ...")
    }
    switch first {
    case "--help", "-h": return .help(nil)
    case "--version": return .version
    case "help":
      guard arguments.count > 1 else { return .help(nil) }
      return .help(try verb(called: arguments[1]))
    default:
      guard !first.hasPrefix("-") else {
        throw UsageError(says: "the verb comes first: spillway VERB \(first) ...")
      }
      return try parse(Array(arguments.dropFirst()), for: try verb(called: first))
    }
  }

  private func verb(called name: String) throws(UsageError) -> Verb {
    if let verb = verbs.first(where: { $0.name == name }) { return verb }
    throw UsageError(
      says: "unknown verb `\(name)`" + suggestion(for: name, among: verbs.map(\.name))
    )
  }

  private func parse(_ words: [String], for verb: Verb) throws(UsageError) -> Request {
    var operands: [String] = []
    var values: [String: [String]] = [:]
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        break
      }
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      let (option, given) = try option(word, of: verb)
      if option.name == "help" { return .help(verb) }
      let value = try value(given, of: option, in: verb, from: &rest)
      values[option.name, default: []].append(value)
    }
    try check(operands, of: verb)
    return .run(Invocation(verb: verb, operands: operands, values: values))
  }

  private func option(
    _ word: String,
    of verb: Verb
  ) throws(UsageError) -> (option: Option, given: String?) {
    let short = ["-h": "--help", "-q": "--quiet"]
    let parts = (short[word] ?? word).split(
      separator: "=",
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    if let option = verb.allOptions.first(where: { "--" + $0.name == parts[0] }) {
      return (option, parts.count > 1 ? String(parts[1]) : nil)
    }
    let hint = suggestion(for: String(parts[0]), among: verb.allOptions.map { "--" + $0.name })
    throw UsageError(says: "`\(verb.name)` has no option `\(parts[0])`" + hint, verb: verb.name)
  }

  private func value(
    _ given: String?,
    of option: Option,
    in verb: Verb,
    from rest: inout ArraySlice<String>
  ) throws(UsageError) -> String {
    guard let placeholder = option.placeholder else {
      guard given == nil else {
        throw UsageError(says: "`--\(option.name)` takes no value", verb: verb.name)
      }
      return ""
    }
    guard let value = given ?? rest.popFirst() else {
      throw UsageError(says: "`--\(option.name)` needs \(placeholder) after it", verb: verb.name)
    }
    if let complaint = option.complaint(about: value) {
      throw UsageError(says: complaint, verb: verb.name)
    }
    return value
  }

  private func check(_ operands: [String], of verb: Verb) throws(UsageError) {
    let wanted = verb.operands
    if operands.count < wanted.count.lowerBound {
      throw UsageError(says: "`\(verb.name)` needs \(wanted.usage)", verb: verb.name)
    }
    if operands.count > wanted.count.upperBound {
      let extra = operands[wanted.count.upperBound]
      throw UsageError(
        says: "`\(verb.name)` does not know what to do with `\(extra)`",
        verb: verb.name
      )
    }
    guard !wanted.choices.isEmpty else { return }
    for operand in operands where !wanted.choices.contains(operand) {
      let hint = suggestion(for: operand, among: wanted.choices)
      throw UsageError(says: "`\(verb.name)` does not know `\(operand)`" + hint, verb: verb.name)
    }
  }
}
