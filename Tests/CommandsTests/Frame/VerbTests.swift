import TestKit
import Testing

@testable import Commands

/// Promises that every verb in the table keeps.
@Suite
struct VerbTests {
  @Test
  func namesAreUnique() {
    #expect(Set(Verb.all.map(\.name)).count == Verb.all.count)
  }

  /// The front page promises what works, and nothing else.
  @Test
  func theFrontPageNamesEveryVerbThatWorks() throws {
    let page = try #require(Repository.text(at: "README.md"))
    let rows = page.split(separator: "\n").filter {
      $0.hasPrefix("| ") && $0.contains("| `spillway ")
    }
    let named = rows.compactMap { row in
      row.firstRange(of: "`spillway ").map { range in
        String(row[range.upperBound...].prefix { !" `".contains($0) })
      }
    }
    #expect(Set(named) == Set(Verb.all.map(\.name)))
  }

  @Test(arguments: Verb.all.map(\.name))
  func aVerbIsExplained(name: String) throws {
    let verb = try #require(Verb.all.first { $0.name == name })
    #expect(!verb.answers.isEmpty && !verb.details.isEmpty && !verb.examples.isEmpty)
    #expect(Set(verb.allOptions.map(\.name)).count == verb.allOptions.count)
    let lines = HelpText.verb(verb).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 }, "\(name): a line of the help is too long")
  }

  /// Every example parses, so that none shows an option that is gone.
  @Test(arguments: Verb.all.map(\.name))
  func examplesAreTrue(name: String) throws {
    let verb = try #require(Verb.all.first { $0.name == name })
    for example in verb.examples {
      let words = example.command.split(separator: " ").map(String.init)
      let start = try #require(words.firstIndex { $0.hasSuffix("spillway") }, "\(example.command)")
      let mine = words[(start + 1)...].prefix { !["|", ">", "&&", ";"].contains($0) }
      let arguments = mine.map { $0.hasSuffix(")") ? String($0.dropLast()) : $0 }
      guard case .run = try ArgumentParser(verbs: Verb.all).parse(arguments) else {
        Issue.record("\(example.command) does not run")
        continue
      }
    }
  }

  @Test(arguments: [
    (Verb.Operands.none, ""), (Verb.Operands(name: "A", count: 1...1), "A"),
    (Verb.Operands(name: "A", count: 0...1), "[A]"),
    (Verb.Operands(name: "A", count: 1...9), "A..."),
    (Verb.Operands(name: "A", count: 0...1, choices: ["x", "y"]), "[x|y]"),
  ])
  func operandsAreShown(operands: Verb.Operands, usage: String) {
    #expect(operands.usage == usage)
  }
}
