import Experiments
import Reports
import Scenarios

extension Verb {
  /// Holds the variants of a scenario against each other.
  static let compare = Verb(
    name: "compare",
    answers: "Which is better, and is it real?",
    details: """
      Plays every variant of the scenario's `compare:` block under the same random numbers and holds
      each against the baseline (`compare-to:`, else the first variant), replication by replication.
      A difference is called better or worse only when noise does not explain it, corrected for how
      many numbers are looked at (Holm); otherwise it says about how many replications would tell.
      Writes compare.csv and the files of `run` with a row for every variant.
      A comparison that is started again goes on where it was.
      """,
    operands: Operands(name: "SCENARIO", count: 1...1),
    options: Option.study + [Option.fresh] + Option.results + [
      Option("to", .text("VARIANT"), "compare with this variant; `base` is the file itself")
    ],
    examples: [
      Example(
        command: "spillway compare my.yaml --replications 20",
        says: "plays every variant twenty times and writes reports/my/"
      )
    ]
  ) { invocation, environment, console in
    let session = StudySession(invocation: invocation, environment: environment)
    guard let scenario = session.scenarios(at: invocation.operands, console: &console)?.first else {
      return .wrongInput
    }
    let variants: [Scenario.Variant]
    do throws(UsageError) {
      variants = try scenario.compared(with: invocation.last("to"))
    } catch {
      console.complain("spillway: \(error.says)")
      return .wrongInput
    }
    return session.compare(scenario, variants, console: &console)
  }
}

extension Scenario {
  /// What is compared, the baseline first.
  fileprivate func compared(with wanted: String?) throws(UsageError) -> [Variant] {
    let known = ["base"] + variants.map(\.name)
    guard let first = variants.first else {
      throw UsageError(says: "\(path) has no `compare:` block, so there is nothing to compare")
    }
    if let wanted, !known.contains(wanted) {
      let hint = suggestion(for: wanted, among: known)
      throw UsageError(says: "there is no variant called `\(wanted)`" + hint)
    }
    // A single variant can only be compared with the file itself.
    let name = wanted ?? (variants.count == 1 && baseline == first.name ? "base" : baseline)
    let chosen = variant(name) ?? base
    return [chosen] + variants.filter { $0.name != chosen.name }
  }
}

extension StudySession {
  fileprivate func compare(
    _ scenario: Scenario,
    _ variants: [Scenario.Variant],
    console: inout Console
  ) -> Ending {
    guard isAffordable(scenario, console: &console) else {
      return .impossible
    }
    let folder = ResultFolder(folder(of: scenario, among: 1))
    do throws(ResultFolder.Failure) {
      try folder.check()
    } catch {
      console.complain("spillway: \(error)")
      return .impossible
    }
    Interrupt.listen()
    let (study, lines) = Study.ofExpectations(
      scenario,
      comparing: variants,
      seed: invocation.number("seed"),
      replications: invocation.number("replications")
    )
    var outcome = outcome(study, lines, console: &console)
    outcome.compared = outcome.compared(to: 0)
    return finish(outcome, into: folder, console: &console)
  }
}

extension Study {
  /// A study of variants in which whatever any expectation asks is asked of each of them.
  fileprivate static func ofExpectations(
    _ scenario: Scenario,
    comparing variants: [Scenario.Variant],
    seed: UInt64?,
    replications: UInt64?
  ) -> (study: Study, lines: [PlacedLine]) {
    var asked: [[AskedValue]] = variants.map { _ in [] }
    var lines: [PlacedLine] = []
    for expectation in scenario.expectations {
      let name = expectation.variant ?? "base"
      for (index, variant) in variants.enumerated() {
        do throws(AskedValue.Unmeasurable) {
          asked[index].append(try AskedValue(expectation.claim, in: variant.world))
          guard variant.name == name else { continue }
          lines.append(.measured(expectation, variant: index, value: asked[index].count - 1))
        } catch {
          guard variant.name == name else { continue }
          lines.append(.unmeasurable(expectation, variant: index, error))
        }
      }
    }
    let study = Study(
      scenario,
      variants: variants,
      asked: asked,
      seed: seed,
      replications: replications
    )
    return (study, lines)
  }
}
