import Experiments
import Reports
import Scenarios
import TimeAndChance

extension Verb {
  /// Plays scenarios and writes what happened.
  static let run = Verb(
    name: "run",
    answers: "What happens?",
    details: """
      Plays each scenario as often as its precision needs and shows estimates with 95 % intervals.
      Writes summary.csv, timeline.csv, ledger.csv, events.csv, verdicts.csv, assumptions.csv,
      report.html and provenance.json into the folder of results, whole or not at all. The same
      scenario and seed give the same bytes. Expectations are shown; `check` judges them.
      A study that is started again goes on where it was.
      """,
    operands: Operands(name: "SCENARIO", count: 1...1_000),
    options: Option.study + [Option.fresh] + Option.results,
    examples: [
      Example(
        command: "spillway run scenarios/starters/steady.yaml",
        says: "plays a quiet day and writes reports/steady/"
      ),
      Example(
        command: "spillway run my.yaml --set fleet.servers=4 --seed 7 --out reports/four",
        says: "plays it with another fleet"
      ),
    ]
  ) { invocation, environment, console in
    let session = StudySession(invocation: invocation, environment: environment)
    guard let scenarios = session.scenarios(at: invocation.operands, console: &console) else {
      return .wrongInput
    }
    let folders = scenarios.map {
      ResultFolder(session.folder(of: $0, among: scenarios.count))
    }
    do throws(ResultFolder.Failure) {
      for folder in folders { try folder.check() }
    } catch {
      console.complain("spillway: \(error)")
      return .impossible
    }
    Interrupt.listen()
    var ending = Ending.done
    for (scenario, folder) in zip(scenarios, folders) {
      ending = ending.joined(with: session.play(scenario, into: folder, console: &console))
      if ending == .interrupted { break }
    }
    return ending
  }
}

extension StudySession {
  /// Plays one scenario, writes its results and shows them.
  fileprivate func play(
    _ scenario: Scenario,
    into folder: ResultFolder,
    console: inout Console
  ) -> Ending {
    guard isAffordable(scenario, console: &console) else {
      return .impossible
    }
    let (study, lines) = Study.ofExpectations(
      scenario,
      withAllVariants: false,
      seed: invocation.number("seed"),
      replications: invocation.number("replications")
    )
    let outcome = outcome(study, lines, console: &console)
    return finish(outcome, into: folder, console: &console)
  }
}

extension StudySession {
  /// Writes a study's results and shows them.
  func finish(
    _ outcome: StudyOutcome,
    into folder: ResultFolder,
    console: inout Console
  ) -> Ending {
    guard outcome.replications > 0 else {
      console.complain("spillway: no replication was finished; nothing is written")
      return .interrupted
    }
    let provenance = provenance(outcome)
    let files = files(of: outcome, provenance)
    do throws(ResultFolder.Failure) {
      try folder.write(files)
    } catch {
      console.complain("spillway: \(error)")
      return .impossible
    }
    if invocation.has("json") {
      console.write(outcome.json(folder: folder.path).text)
    } else {
      let terminal = Terminal(width: console.width, hasColour: console.hasColours)
      console.write(terminal.rendered(outcome.digest(folder: folder.path, files: files)))
    }
    return outcome.ending == .cancelled ? .interrupted : .done
  }
}

extension StudySession {
  /// What a study of one scenario writes.
  func files(of outcome: StudyOutcome, _ provenance: Provenance) -> [ResultFile] {
    outcome.tables.map { ResultFile.csv($0) } + [outcome.page(provenance).file, provenance.file]
  }
}

extension StudyOutcome {
  /// One document under the names of the CSV.
  func json(folder: String) -> JSON {
    .members([
      JSON.Member("scenario", .text(study.scenario.name)),
      JSON.Member("title", .text(study.scenario.title)),
      JSON.Member("seed", .text(String(study.seed.value))),
      JSON.Member("replications", .integer(Int64(replications))),
      JSON.Member("folder", .text(folder)),
      JSON.Member("verdicts", Table.verdicts(judged).json),
      JSON.Member("summary", Table.summary(study, samples).json),
    ])
  }
}
