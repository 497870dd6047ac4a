import Experiments
import Reports
import Scenarios

extension Verb {
  /// Varies settings of a scenario.
  static let sweep = Verb(
    name: "sweep",
    answers: "How does it depend?",
    details: """
      Plays the scenario at every combination of the `sweep:` block's settings (or at so many Sobol
      points among them), under the same random numbers. Without `across:` it writes sweep.csv; with a
      portfolio of incidents matrix.csv, with each point's worst case and regret. Both with a page of
      maps over the first two settings. An automatic number of replications ends at 12.
      A sweep that is started again goes on where it was.
      """,
    operands: Operands(name: "SCENARIO", count: 1...1),
    options: Option.study + [Option.fresh] + Option.results,
    examples: [
      Example(
        command: "spillway sweep my.yaml --replications 5",
        says: "plays every point five times and writes reports/my/"
      )
    ]
  ) { invocation, environment, console in
    let session = StudySession(invocation: invocation, environment: environment)
    guard let scenario = session.scenarios(at: invocation.operands, console: &console)?.first else {
      return .wrongInput
    }
    guard let plan = scenario.sweep else {
      console.complain("spillway: \(scenario.path) has no `sweep:` block")
      return .wrongInput
    }
    guard let folder = session.checkedFolder(of: scenario, console: &console) else {
      return .impossible
    }
    do throws(Sweep.Refusal) {
      return session.sweep(try Sweep(scenario, plan), into: folder, console: &console)
    } catch {
      console.complain("spillway: cannot sweep \(scenario.path): \(error.says)")
      return .wrongInput
    }
  }
}

extension StudySession {
  fileprivate func sweep(
    _ sweep: Sweep,
    into folder: ResultFolder,
    console: inout Console
  ) -> Ending {
    Interrupt.listen()
    var study = sweep.study(
      replications: invocation.number("replications"),
      seed: invocation.number("seed"),
      kept: nil
    )
    study = sweep.study(
      replications: invocation.number("replications"),
      seed: invocation.number("seed"),
      kept: store(for: sweep.scenario, seed: study.seed)
    )
    let result = onProgressLine(
      sweep.scenario.name,
      sweep.scenario,
      designs: study.points.count,
      console: &console
    ) { runner, progress in study.run(on: runner, progress: progress) }
    guard result.count > 0 else {
      console.complain("spillway: no replication of every point was finished; nothing is written")
      return .interrupted
    }
    let outcome = SweepOutcome(sweep: sweep, study: study, result: result)
    let words =
      "\(result.count) replication\(result.count == 1 ? "" : "s") of "
      + "\(study.points.count) worlds"
    let isWritten = publish(
      sweep.scenario,
      tables: [outcome.table],
      digest: Digest(
        title: sweep.scenario.title,
        tables: sweep.settings.count <= 40 ? [outcome.table] : [],
        sentences: [words + "."] + outcome.sentences
      ),
      sections: [
        Page.Section("Maps", outcome.charts), Page.Section("Every point", [.table(outcome.table)]),
      ],
      seed: study.seed,
      replications: words,
      into: folder,
      console: &console
    )
    guard isWritten else { return .impossible }
    return result.ending == .cancelled ? .interrupted : .done
  }
}
