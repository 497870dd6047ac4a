@testable import Commands

extension Verb {
  /// A verb with every kind of option, which says back what it was given.
  static let sample = Verb(
    name: "sample",
    answers: "What was said?",
    details: "Says back what it was given.\n.It's [odd]: a detail.",
    operands: Operands(name: "SCENARIO", count: 1...3),
    options: Option.study + Option.results + [Option("from", .file("FILE"), "a file; it's read")],
    examples: [Example(command: "spillway sample x.yaml", says: "says x.yaml")]
  ) { invocation, _, console in
    console.print(invocation.operands.joined(separator: " "))
    return .inconclusive
  }

  /// A verb whose operand is one of a few words.
  static let picky = Verb(
    name: "picky",
    answers: "Which one?",
    details: "Takes one of two words.",
    operands: Operands(name: "WORD", count: 0...1, choices: ["left", "right"]),
    options: [],
    examples: [Example(command: "spillway picky left", says: "takes the left one")]
  ) { _, _, _ in .done }

  static let samples = [sample, picky]
}
