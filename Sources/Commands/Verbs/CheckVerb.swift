import Experiments
import Reports
import Scenarios

extension Verb {
  /// Judges the expectations of scenarios.
  static let check = Verb(
    name: "check",
    answers: "Does it still hold?",
    details: """
      Runs each scenario with every variant that its `expect:` block names and prints each line with
      the measured value. A folder means every scenario under it. Writes verdicts.csv, summary.csv,
      junit.xml and the files of `run` into a folder for each scenario.
      A check that is started again goes on where it was.
      The exit status is 1 when a line is not met and 4 when one cannot be told.
      """,
    operands: Operands(name: "SCENARIO", count: 1...1_000),
    options: Option.study + [Option.fresh] + Option.results + [
      Option("quick", "use each scenario's `quick:` block, where it has one")
    ],
    examples: [
      Example(command: "spillway check scenarios/ --quick", says: "checks all that ship, reduced"),
      Example(
        command: "spillway check my.yaml --set policy=naive",
        says: "does it hold without the remedy?"
      ),
    ]
  ) { invocation, environment, console in
    let session = StudySession(invocation: invocation, environment: environment)
    var paths: [String] = []
    do throws(InputFile.Failure) {
      for path in invocation.operands { paths += try InputFile.scenarios(at: path) }
    } catch {
      console.complain("spillway: \(error.says)")
      return .wrongInput
    }
    let isQuick = invocation.has("quick")
    guard let scenarios = session.scenarios(at: paths, isQuick: isQuick, console: &console) else {
      return .wrongInput
    }
    Interrupt.listen()
    return session.check(scenarios, console: &console)
  }
}

extension StudySession {
  fileprivate func check(_ scenarios: [Scenario], console: inout Console) -> Ending {
    let out = invocation.last("out") ?? "reports/check"
    var ending = Ending.done
    var judged: [(scenario: String, line: JudgedLine)] = []
    for scenario in scenarios {
      let folder = ResultFolder(scenarios.count > 1 ? out + "/" + scenario.name : out)
      guard let outcome = checked(scenario, into: folder, &ending, console: &console) else { break }
      judged += outcome.judged.map { (scenario.name, $0) }
      for line in outcome.judged { ending = ending.joined(with: line.ending) }
      if ending == .interrupted { break }
    }
    if invocation.has("json") {
      let lines = judged.map { name, line in
        JSON.members([
          JSON.Member("scenario", .text(name)), JSON.Member("name", .text(line.expectation.text)),
          JSON.Member("verdict", .text(line.verdict.rawValue)),
          JSON.Member("found", .text(line.found)), JSON.Member("note", .text(line.note)),
        ])
      }
      console.write(JSON.members([JSON.Member("verdicts", .list(lines))]).text)
    } else {
      console.print(Self.sum(judged.map(\.line), scenarios: scenarios.count))
    }
    return ending
  }

  /// Runs, writes and shows one scenario; nil when the check cannot go on.
  private func checked(
    _ scenario: Scenario,
    into folder: ResultFolder,
    _ ending: inout Ending,
    console: inout Console
  ) -> StudyOutcome? {
    guard isAffordable(scenario, console: &console) else {
      ending = ending.joined(with: .impossible)
      return nil
    }
    let (study, lines) = Study.ofExpectations(
      scenario,
      withAllVariants: true,
      seed: invocation.number("seed"),
      replications: invocation.number("replications")
    )
    let outcome = outcome(study, lines, console: &console)
    if outcome.ending == .cancelled { ending = ending.joined(with: .interrupted) }
    guard outcome.replications > 0 else { return nil }
    do throws(ResultFolder.Failure) {
      let provenance = provenance(outcome)
      try folder.write(files(of: outcome, provenance) + [outcome.junit.file])
    } catch {
      console.complain("spillway: \(error)")
      ending = ending.joined(with: .impossible)
      return nil
    }
    if !invocation.has("json") {
      let terminal = Terminal(width: console.width, hasColour: console.hasColours)
      let digest = Digest(title: scenario.title, verdicts: outcome.judged.map(\.line))
      console.write(terminal.rendered(digest))
    }
    return outcome
  }

  private static func sum(_ lines: [JudgedLine], scenarios: Int) -> String {
    let met = lines.count { $0.verdict == .met }
    let unmet = lines.count { $0.verdict == .notMet }
    let open = lines.count - met - unmet
    return "\(scenarios) scenario\(scenarios == 1 ? "" : "s"): "
      + "\(met) met, \(unmet) not met, \(open) cannot tell"
  }
}

extension StudyOutcome {
  /// The expectations as a test suite.
  var junit: JUnit {
    JUnit(
      name: study.scenario.name,
      cases: judged.map { line in
        let (name, outcome) = line.testCase
        let variant = line.variant.isEmpty ? "" : "." + line.variant
        return JUnit.Case(name: name, group: study.scenario.name + variant, outcome: outcome)
      }
    )
  }
}
