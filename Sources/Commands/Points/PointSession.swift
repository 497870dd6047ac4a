import Experiments
import Reports
import Scenarios
import TimeAndChance

extension StudySession {
  /// Where trials that yield a few numbers are kept, so that a study that is started again goes on;
  /// nil without a home, or when `--fresh` asks for none.
  func store(for scenario: Scenario, seed: Seed) -> TrialStore? {
    store(of: invocation.verb.name, for: scenario, seed: seed)
  }

  /// Where whole runs of a scenario and its variants are kept: `run`, `check` and `compare` play the
  /// same worlds, so what one has played none plays again.
  func store(forRunsOf scenario: Scenario, seed: Seed) -> TrialStore? {
    let isQuick = invocation.verb.takes("quick") && invocation.has("quick")
    return store(of: isQuick ? "quick run" : "run", for: scenario, seed: seed)
  }

  private func store(of kind: String, for scenario: Scenario, seed: Seed) -> TrialStore? {
    guard !invocation.has("fresh"), let folder = environment.trialFolder else { return nil }
    guard let program = ProgramHash.text else { return nil }
    let parts =
      [
        kind, program, String(decoding: scenario.text, as: UTF8.self), "seed \(seed.value)",
        scenario.path, "files \(scenario.filesRead)",
      ] + invocation.all("set")
    return TrialStore(
      folder: folder,
      study: parts.map { "\($0.utf8.count):\($0)" }.joined(separator: "\u{0}")
    )
  }

  /// The folder of a scenario's results, if something can be written there.
  func checkedFolder(of scenario: Scenario, console: inout Console) -> ResultFolder? {
    guard isAffordable(scenario, console: &console) else { return nil }
    let folder = ResultFolder(folder(of: scenario, among: 1))
    do throws(ResultFolder.Failure) {
      try folder.check()
      return folder
    } catch {
      console.complain("spillway: \(error)")
      return nil
    }
  }

  /// Runs something that reports its progress, on the console's line.
  func onProgressLine<Result>(
    _ label: String,
    _ scenario: Scenario,
    designs: Int,
    console: inout Console,
    _ body: (Runner, (Runner.Progress) -> Void) -> Result
  ) -> Result {
    var progress = StudyProgress(
      label,
      trial: scenario.run.duration,
      designs: designs,
      option: invocation.last("progress"),
      quiet: invocation.has("quiet"),
      on: console
    )
    let jobs = invocation.number("jobs").map { Int($0) } ?? Runner.processors
    let runner = Runner(jobs: jobs, cancellation: Interrupt.cancellation)
    var shown = console
    let result = body(runner) { progress.show($0, on: &shown) }
    shown.clearLine()
    console = shown
    return result
  }

  /// Writes what a study of points found, and shows it.
  func publish(
    _ scenario: Scenario,
    tables: [Table],
    digest: Digest,
    sections: [Page.Section],
    seed: Seed,
    replications: String,
    into folder: ResultFolder,
    console: inout Console
  ) -> Bool {
    let provenance = provenance(of: scenario, seed: seed, replications: replications)
    let page = Page(
      title: scenario.title,
      why: scenario.why,
      verdicts: digest.verdicts,
      sentences: digest.sentences,
      sections: sections + [
        Page.Section("The world as understood", [.table(.assumptions(scenario.assumptions))])
      ],
      provenance: provenance
    )
    let files =
      (tables + [.assumptions(scenario.assumptions)]).map { ResultFile.csv($0) }
      + [page.file, provenance.file]
    do throws(ResultFolder.Failure) {
      try folder.write(files)
    } catch {
      console.complain("spillway: \(error)")
      return false
    }
    if invocation.has("json") {
      let heads = [
        JSON.Member("scenario", JSON.text(scenario.name)),
        JSON.Member("folder", .text(folder.path)),
        JSON.Member("sentences", .list(digest.sentences.map { .text($0) })),
      ]
      console.write(
        JSON.members(heads + tables.map { JSON.Member($0.name, $0.json) }).text
      )
    } else {
      var digest = digest
      digest.folder = folder.path
      digest.files = files.map(\.name)
      let terminal = Terminal(width: console.width, hasColour: console.hasColours)
      console.write(terminal.rendered(digest))
    }
    return true
  }
}
