import Experiments
import GatewayModel
import Reports
import Scenarios

/// All that can be said about a scenario without running it.
struct Explanation {
  let napkins: [Napkin]
  let together: [String]
  let servers: [ServersNeeded]
  let waiting: [String]
  let retries: [RetryOdds]
  let breakers: [BreakerOdds]
  let cost: RunCost
  let assumptions: Table

  init(_ scenario: Scenario) {
    let world = scenario.world
    napkins = Napkin.all(of: world)
    together = Napkin.together(napkins)
    servers = ServersNeeded.all(of: world)
    waiting = Napkin.waiting(napkins, world)
    retries = RetryOdds.all(of: world)
    breakers = BreakerOdds.all(of: world)
    cost = RunCost(scenario)
    assumptions = Table.assumptions(scenario.assumptions)
  }

  /// What binds, in a sentence.
  var bindingSentence: String? {
    ServersNeeded.binding(servers).map { row in
      row.covered < 1
        ? "What binds: \(row.constraint), covered only \(Humanised.digits(row.covered)) times."
        : "What binds first: \(row.constraint), covered \(Humanised.digits(row.covered)) times."
    }
  }

  /// The paragraphs and tables that people read, in order.
  func show(on console: inout Console, _ terminal: Terminal) {
    say(napkins.flatMap(\.sentences) + together, &console, terminal)
    if !servers.isEmpty {
      console.print(terminal.lines(of: .servers(servers)).joined(separator: "\n"))
      say([bindingSentence].compactMap { $0 } + waiting, &console, terminal)
    }
    say(retries.flatMap(\.sentences), &console, terminal)
    say(breakers.flatMap(\.sentences), &console, terminal)
    say(cost.sentences, &console, terminal)
    console.print(terminal.lines(of: assumptions).joined(separator: "\n"))
  }

  private func say(_ lines: [String], _ console: inout Console, _ terminal: Terminal) {
    guard !lines.isEmpty else { return }
    for line in lines {
      for part in TerminalText.wrapped(TerminalText.safe(line), to: terminal.width) {
        console.print(part)
      }
    }
    console.print("")
  }

  /// The same under names, for programs.
  func json(_ scenario: Scenario) -> JSON {
    JSON.members([
      JSON.Member("scenario", .text(scenario.name)), JSON.Member("title", .text(scenario.title)),
      JSON.Member("providers", .list(napkins.map(\.json))),
      JSON.Member("servers", Table.servers(servers).json),
      JSON.Member("retries", Table.retries(retries).json),
      JSON.Member("breakers", Table.breakers(breakers).json),
      JSON.Member("cost", cost.json), JSON.Member("assumptions", assumptions.json),
    ])
  }
}

extension RunCost {
  var json: JSON {
    JSON.members([
      JSON.Member("messages", .number(messages)),
      JSON.Member("replications", .integer(Int64(runs))),
      JSON.Member("variants", .integer(Int64(variants))),
      JSON.Member("processor_s", .number(seconds)), JSON.Member("bytes", .number(bytes)),
    ])
  }
}
