import Experiments
import Reports
import Scenarios
import TimeAndChance

extension Verb {
  /// Finds how big a fleet has to be, or how much it can take.
  static let size = Verb(
    name: "size",
    answers: "How big?",
    details: """
      Searches the scenario's `size:` range for the smallest value (or the largest) that meets every
      objective under every fault to survive. It begins where the closed forms point, halves the range,
      and gives each step the replications that decide it; what cannot be told counts as not enough.
      Says what binds the neighbour that fails, or that nothing is feasible and why. With `and:` it
      does so for five values of a second setting and names those that nothing beats.
      Writes sizing.csv and a page. A search that is started again goes on where it was.
      The exit status is 1 when nothing in the range is enough and 4 when it cannot be told.
      """,
    operands: Operands(name: "SCENARIO", count: 1...1),
    options: Option.study.filter { $0.name != "replications" } + [Option.fresh] + Option.results,
    examples: [
      Example(
        command: "spillway size my.yaml --set run.at-most=40",
        says: "finds the size with at most forty replications a step"
      )
    ]
  ) { invocation, environment, console in
    let session = StudySession(invocation: invocation, environment: environment)
    guard let scenario = session.scenarios(at: invocation.operands, console: &console)?.first else {
      return .wrongInput
    }
    guard let plan = scenario.size else {
      console.complain("spillway: \(scenario.path) has no `size:` block")
      return .wrongInput
    }
    guard let folder = session.checkedFolder(of: scenario, console: &console) else {
      return .impossible
    }
    do throws(SizeStudy.Refusal) {
      if let and = plan.and {
        return try session.frontier(scenario, plan, and: and, into: folder, console: &console)
      }
      return session.size(try SizeStudy(scenario, plan), into: folder, console: &console)
    } catch {
      console.complain("spillway: cannot size \(scenario.path): \(error.says)")
      return .wrongInput
    }
  }
}

extension StudySession {
  fileprivate func size(
    _ study: SizeStudy,
    into folder: ResultFolder,
    console: inout Console
  ) -> Ending {
    Interrupt.listen()
    let scenario = study.scenario
    let (outcome, seed) = outcome(of: study, console: &console)
    let words = "\(outcome.answer.candidates.count) sizes tried, each until it was decided"
    let isWritten = publish(
      scenario,
      tables: [outcome.table],
      digest: Digest(
        title: scenario.title,
        verdicts: outcome.lines,
        sentences: outcome.sentences + [words + "."]
      ),
      sections: [
        Page.Section("Objectives over the size", outcome.charts),
        Page.Section("Every size", [.table(outcome.table)]),
      ],
      seed: seed,
      replications: words,
      into: folder,
      console: &console
    )
    return isWritten ? outcome.ending : .impossible
  }

  /// Searches one size.
  private func outcome(
    of study: SizeStudy,
    under level: String = "",
    console: inout Console
  ) -> (SizeOutcome, Seed) {
    let scenario = study.scenario
    let seed = Seed(invocation.number("seed") ?? UInt64(bitPattern: Int64(scenario.run.seed)))
    let store = store(for: scenario, seed: seed)
    let answer = onProgressLine(
      level.isEmpty ? scenario.name : "\(scenario.name) \(level)",
      scenario,
      designs: study.sizing.cases.count,
      console: &console
    ) { runner, progress in
      study.answer(on: runner, seed: seed, kept: store, progress: progress)
    }
    return (SizeOutcome(study: study, answer: answer), seed)
  }

  /// Searches the size for each value of a second setting.
  fileprivate func frontier(
    _ scenario: Scenario,
    _ plan: SizePlan,
    and: String,
    into folder: ResultFolder,
    console: inout Console
  ) throws(SizeStudy.Refusal) -> Ending {
    let levels = scenario.frontierLevels(plan)
    guard !levels.isEmpty else {
      throw SizeStudy.Refusal(
        says: "`size.and: \(and)` has no number to start from; say `and-between: [LEAST, MOST]`"
      )
    }
    var studies: [SizeStudy] = []
    for level in levels {
      let changed: Scenario
      do throws(ScenarioErrors) {
        changed = try scenario.changed([(and, level)])
      } catch {
        throw SizeStudy.Refusal(says: "with \(and)=\(level):\n" + error.rendered)
      }
      studies.append(try SizeStudy(changed, changed.size ?? plan, keyed: "\(and)=\(level) "))
    }
    Interrupt.listen()
    var frontier = SizeFrontier(plan, and: and)
    var seed = Seed(0)
    for (level, study) in zip(levels, studies) where frontier.ending != .interrupted {
      let (outcome, used) = outcome(of: study, under: level, console: &console)
      seed = used
      frontier.add(SizeFrontier.Step(level: level, outcome: outcome))
    }
    let words = "\(frontier.steps.count) values of \(and), each sized until it was decided"
    let isWritten = publish(
      scenario,
      tables: [frontier.table],
      digest: Digest(title: scenario.title, sentences: frontier.sentences + [words + "."]),
      sections: [
        Page.Section("Frontier", [frontier.chart]),
        Page.Section("Every size", [.table(frontier.table)]),
      ],
      seed: seed,
      replications: words,
      into: folder,
      console: &console
    )
    return isWritten ? frontier.ending : .impossible
  }
}
