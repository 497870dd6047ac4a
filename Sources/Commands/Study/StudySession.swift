import Experiments
import Reports
import Scenarios
import TimeAndChance

/// What the verbs that run scenarios share: loading, running with progress, writing, ending.
struct StudySession {
  let invocation: Invocation
  let environment: Environment

  /// Loads every scenario that was named, or says everything that is wrong with any of them.
  func scenarios(
    at paths: [String],
    isQuick: Bool = false,
    console: inout Console
  ) -> [Scenario]? {
    var found: [Scenario] = []
    var isWrong = false
    for path in paths {
      do throws(ScenarioErrors) {
        let scenario = try Scenario.load(
          path: path,
          overrides: invocation.all("set"),
          isQuick: isQuick
        )
        for warning in scenario.warnings { console.say(warning.rendered(in: scenario.sources)) }
        found.append(scenario)
      } catch {
        isWrong = true
        console.complain(withoutLastBreak(error.rendered))
      }
    }
    return isWrong ? nil : found
  }

  /// Runs a study on the console's progress line.
  func outcome(
    _ study: Study,
    _ lines: [Study.PlacedLine],
    console: inout Console
  ) -> StudyOutcome {
    var progress = StudyProgress(
      study.scenario.name,
      trial: study.scenario.run.duration,
      designs: study.variants.count,
      option: invocation.last("progress"),
      quiet: invocation.has("quiet"),
      on: console
    )
    let jobs = invocation.number("jobs").map { Int($0) } ?? Runner.processors
    let runner = Runner(jobs: jobs, cancellation: Interrupt.cancellation)
    var shown = console
    let store = store(forRunsOf: study.scenario, seed: study.seed)
    let outcome = study.outcome(of: lines, on: runner, kept: store) { made, halfWidth in
      progress.halfWidth = halfWidth.map { ($0, study.scenario.run.precision.value) }
      progress.show(made, on: &shown)
    }
    shown.clearLine()
    console = shown
    if outcome.kept > 0, !invocation.has("quiet") {
      let many = outcome.kept == 1 ? "1 trial was" : "\(outcome.kept) trials were"
      console.say("\(many) kept by an earlier start (--fresh runs everything again).")
    }
    return outcome
  }

  /// What is needed to get a study's bytes again.
  func provenance(_ outcome: StudyOutcome) -> Provenance {
    provenance(
      of: outcome.study.scenario,
      seed: outcome.study.seed,
      replications: outcome.replicationsInWords
    )
  }

  /// The same of any scenario.
  func provenance(of scenario: Scenario, seed: Seed, replications: String) -> Provenance {
    // Jobs, colours and folders change no byte of a result; the command leaves them out.
    var command = ["spillway", invocation.verb.name, scenario.path]
    for change in invocation.all("set") { command += ["--set", change] }
    command += ["--seed", String(seed.value)]
    for name in ["replications", "to", "load", "points"] where invocation.verb.takes(name) {
      if let value = invocation.last(name) { command += ["--" + name, value] }
    }
    if invocation.verb.takes("quick"), invocation.has("quick") { command.append("--quick") }
    return Provenance(
      version: Version.number,
      commit: environment["SPILLWAY_COMMIT"] ?? "",
      command: command,
      scenario: scenario.name,
      text: String(decoding: scenario.text, as: UTF8.self),
      overrides: invocation.all("set"),
      seed: seed.value,
      replications: replications
    )
  }

  /// Where a scenario's results go.
  func folder(of scenario: Scenario, among count: Int) -> String {
    guard let out = invocation.last("out") else { return "reports/" + scenario.name }
    return count > 1 ? out + "/" + scenario.name : out
  }

  private func withoutLastBreak(_ text: String) -> String {
    text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
