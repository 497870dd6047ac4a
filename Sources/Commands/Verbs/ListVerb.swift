import Experiments
import GatewayModel
import NamedPolicies
import Policies
import Providers
import Reports

extension Verb {
  /// Shows what ships, with a line each.
  static let list = Verb(
    name: "list",
    answers: "What is there?",
    details: """
      Prints a line for everything of a kind that ships, or of every kind. A preset's figures and
      where each was read are shown by naming it: `spillway list presets fcm`.
      """,
    operands: Operands(name: "KIND", count: 0...2, pattern: "[KIND [NAME]]"),
    options: [Option.json],
    examples: [
      Example(command: "spillway list scenarios", says: "the scenarios that ship"),
      Example(command: "spillway list presets", says: "the providers that scenarios may name"),
      Example(command: "spillway list presets fcm", says: "what is known of FCM, with sources"),
    ]
  ) { invocation, environment, console in
    let shelves: [Shelf]
    do throws(UsageError) {
      shelves = try Shelf.found(invocation.operands, in: environment)
    } catch {
      console.complain("spillway: \(error.says)")
      return .wrongInput
    }
    if invocation.has("json") {
      let members = shelves.map { JSON.Member($0.table.name, $0.json) }
      console.write(JSON.members(members).text)
    } else {
      let terminal = Terminal(width: console.width, hasColour: console.hasColours)
      console.print(shelves.map { $0.text(on: terminal) }.joined(separator: "\n\n"))
    }
    return .done
  }
}

/// A kind of thing that ships, as a table of names and lines.
struct Shelf: Sendable {
  let table: Table
  /// The table of one of them by name, where there is more to say than a line.
  var more: @Sendable (String) -> Table? = { _ in nil }
  /// Whether the texts are too long for columns.
  var isPage = false

  /// Every kind, in the order in which a newcomer meets them.
  static func all(_ environment: Environment) -> [Shelf] {
    [.scenarios(environment), .presets, .policies, .metrics]
  }

  /// Finds what was asked for: everything, a kind, or one thing of a kind.
  static func found(
    _ words: [String],
    in environment: Environment
  ) throws(UsageError) -> [Shelf] {
    let all = all(environment)
    guard let kind = words.first else { return all }
    guard let shelf = all.first(where: { $0.table.name == kind }) else {
      let kinds = all.map(\.table.name).joined(separator: ", ")
      throw UsageError(says: "there is no list of `\(kind)`; there is \(kinds)")
    }
    guard words.count > 1 else { return [shelf] }
    guard let more = shelf.more(words[1]) else {
      throw UsageError(says: "\(kind) has nothing to show for `\(words[1])`")
    }
    return [Shelf(table: more, isPage: true)]
  }

  /// Columns; or, for long texts, the first two cells in a line and the others under it.
  func text(on terminal: Terminal) -> String {
    guard isPage else { return terminal.lines(of: table).joined(separator: "\n") }
    let blocks = table.rows.map { row in
      let cells = zip(table.columns, row).map { TerminalText.safe(table.humanised($1, in: $0)) }
      let head = terminal.painted(cells[0], .strong) + "  " + cells[1]
      return head + "\n    " + cells.dropFirst(2).joined(separator: ": ")
    }
    return ([terminal.painted(table.title, .strong)] + blocks).joined(separator: "\n")
  }

  /// The rows as documents under the columns' names.
  var json: JSON {
    .list(
      table.rows.map { row in
        .members(
          zip(table.columns, row).map { column, cell in
            JSON.Member(column.name, .text(table.humanised(cell, in: column)))
          }
        )
      }
    )
  }

  private static func scenarios(_ environment: Environment) -> Shelf {
    Shelf(
      table: rows(
        "scenarios",
        "Scenarios: `spillway new my.yaml --from NAME` begins with one",
        ShippedScenario.all(environment).map { ($0.name, $0.title) }
      )
    )
  }

  private static let presets = Shelf(
    table: rows(
      "presets",
      "Providers: `like: NAME` in a scenario",
      Provider.all.map { ($0.name, $0.summary) }
    ),
    more: { name in
      Provider.named(name).map { facts in
        var table = Table(
          name: name,
          title: facts.summary,
          columns: [
            .init("figure", .text, "What it sets."), .init("value", .text, "As published."),
            .init("known", .text, "How well it is known."),
            .init("source", .text, "Where it was read."),
          ]
        )
        for fact in facts.facts {
          table.append([
            .text(fact.path), .text(fact.value), .text(fact.mark.meaning), .text(fact.source),
          ])
        }
        return table
      }
    }
  )

  private static let policies = Shelf(
    table: rows(
      "policies",
      "Policies: `policy: NAME` in a scenario",
      NamedPolicy.all.map { ($0.name, $0.summary) }
    )
  )

  private static let metrics = Shelf(
    table: rows(
      "metrics",
      "Metrics: in `expect:` and in summary.csv",
      Metric.all.map { ($0.name, $0.meaning) }
    )
  )

  private static func rows(_ name: String, _ title: String, _ rows: [(String, String)]) -> Table {
    var table = Table(
      name: name,
      title: title,
      columns: [.init("name", .text, "What it is called."), .init("what", .text, "A line on it.")]
    )
    for (name, what) in rows { table.append([.text(name), .text(what)]) }
    return table
  }
}
