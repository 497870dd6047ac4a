import Experiments
import Reports
import Scenarios

extension Verb {
  /// Shows a scenario as it was understood.
  static let explain = Verb(
    name: "explain",
    answers: "What did you understand?",
    details: """
      Shows the arithmetic of an architect's napkin, done with the mean, and every resolved value of
      the scenario with its source. Nothing is run and nothing is written. With --schema it prints
      the format itself as a JSON Schema, for editors that complete keys.
      """,
    operands: Operands(name: "SCENARIO", count: 0...1, pattern: "SCENARIO | --schema"),
    options: [
      Option.set, Option.json, Option("schema", "print the format as a JSON Schema instead"),
    ],
    examples: [
      Example(
        command: "spillway explain scenarios/starters/steady.yaml",
        says: "shows what is in flight, and where each figure comes from"
      ),
      Example(
        command: "spillway explain --schema > spillway.schema.json",
        says: "for an editor's YAML support"
      ),
    ]
  ) { invocation, environment, console in
    if invocation.has("schema") {
      console.write(Scenario.jsonSchema)
      return .done
    }
    guard !invocation.operands.isEmpty else {
      console.complain("spillway: `explain` needs SCENARIO, or --schema")
      return .wrongInput
    }
    let session = StudySession(invocation: invocation, environment: environment)
    guard let scenario = session.scenarios(at: invocation.operands, console: &console)?.first else {
      return .wrongInput
    }
    let explanation = Explanation(scenario)
    if invocation.has("json") {
      console.write(explanation.json(scenario).text)
    } else {
      let terminal = Terminal(width: console.width, hasColour: console.hasColours)
      console.print(terminal.painted(TerminalText.safe(scenario.title), .strong))
      explanation.show(on: &console, terminal)
    }
    return .done
  }
}

extension Napkin {
  /// The arithmetic under names.
  var json: JSON {
    .members([
      JSON.Member("provider", .text(provider)), JSON.Member("rate_per_s", .number(rate)),
      JSON.Member("mean_round_trip_s", .number(meanRoundTrip)),
      JSON.Member("median_round_trip_s", .number(medianRoundTrip)),
      JSON.Member("in_flight", .number(inFlight)),
      JSON.Member("in_flight_by_median", .number(inFlightByMedian)),
      JSON.Member("connections_needed", connectionsNeeded.map { .integer(Int64($0)) } ?? .null),
      JSON.Member("connections_at_most", .integer(Int64(connections.upperBound))),
      JSON.Member("headroom", headroom.map { .number($0) } ?? .null),
    ])
  }
}
