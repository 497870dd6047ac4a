/// A verb with the operands and options that were given.
struct Invocation: Sendable {
  let verb: Verb
  let operands: [String]
  /// Values by option, in the order given; a switch has an empty value.
  private let values: [String: [String]]

  init(verb: Verb, operands: [String], values: [String: [String]]) {
    self.verb = verb
    self.operands = operands
    self.values = values
  }

  /// Whether the option was given.
  func has(_ name: String) -> Bool {
    !all(name).isEmpty
  }

  /// The last value that was given for the option, or nil.
  func last(_ name: String) -> String? {
    all(name).last
  }

  /// Every value that was given for the option, in order.
  func all(_ name: String) -> [String] {
    precondition(
      verb.allOptions.contains { $0.name == name },
      "`\(verb.name)` asks for --\(name), which is not in its table"
    )
    return values[name] ?? []
  }

  /// The option's value as a number; the table has already checked its range.
  func number(_ name: String) -> UInt64? {
    last(name).flatMap(UInt64.init)
  }
}
