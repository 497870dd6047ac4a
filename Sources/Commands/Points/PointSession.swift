import Experiments
import Glibc
import Reports
import Scenarios
import TimeAndChance

extension StudySession {
  /// Where trials that yield a few numbers are kept, so that a study that is started again goes on;
  /// nil without a home, or when `--fresh` asks for none.
  func store(for scenario: Scenario, seed: Seed) -> TrialStore? {
    guard !invocation.has("fresh") else { return nil }
    let home = environment["HOME"].map { $0 + "/.cache" }
    guard let cache = environment["XDG_CACHE_HOME"] ?? home, let program = Self.program else {
      return nil
    }
    let parts =
      [
        invocation.verb.name, program, String(decoding: scenario.text, as: UTF8.self),
        "seed \(seed.value)", scenario.path,
      ] + invocation.all("set")
    return TrialStore(
      folder: cache + "/spillway/trials",
      study: parts.map { "\($0.utf8.count):\($0)" }.joined(separator: "\u{0}")
    )
  }

  /// What tells this build of the program from others: reading all of it would take longer than
  /// many a study.
  private static var program: String? {
    var status = stat()
    guard unsafe stat("/proc/self/exe", &status) == 0 else { return nil }
    let time = status.st_mtim
    return "\(Version.number) \(status.st_ino) \(status.st_size) \(time.tv_sec) \(time.tv_nsec)"
  }

  /// The folder of a scenario's results, if something can be written there.
  func checkedFolder(of scenario: Scenario, console: inout Console) -> ResultFolder? {
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
