import Experiments
import Glibc
import Reports
import Scenarios
import Testing
import TimeAndChance

@testable import Commands

@Suite
struct StudyTests {
  @Test
  func optionsWinOverTheScenario() throws {
    let scenario = try SampleStudy.scenario()
    let own = Study(
      scenario,
      variants: [scenario.base],
      asked: [[]],
      seed: nil,
      replications: nil
    )
    #expect(own.seed == Seed(7) && own.plan == .fixed(3) && own.widened == 1)
    let given = Study(
      scenario,
      variants: [scenario.base],
      asked: [[]],
      seed: 9,
      replications: 4
    )
    #expect(given.seed == Seed(9) && given.plan == .fixed(4))
    #expect(given.label(of: 0).isEmpty)
  }

  @Test
  func anAutomaticStudyStopsWhenItIsPrecise() throws {
    let text = SampleStudy.text
      .replacing("replications: 3", with: "replications: auto, precision: 50%")
      .split(separator: "\n")
      .filter { !$0.contains("probability") }
      .joined(separator: "\n")
    let scenario = try SampleStudy.scenario(text)
    let (study, lines) = Study.ofExpectations(
      scenario,
      withAllVariants: false,
      seed: nil,
      replications: nil
    )
    let outcome = study.outcome(of: lines, on: Runner(jobs: 2)) { _, _ in }
    #expect(outcome.replications == 5 && outcome.ending == .precise)
    #expect(study.widened == StoppingRule.whenNarrow.widened)
  }

  @Test
  func aStudyFromKeptTrialsHasTheSameTables() throws {
    let folder = "/tmp/spillway-kept-\(getpid())"
    let store = TrialStore(folder: folder, study: "s")
    defer {
      store.clean()
      unsafe rmdir(folder)
    }
    let plain = try SampleStudy.shared.get()
    let (study, lines) = Study.ofExpectations(
      try SampleStudy.scenario(),
      withAllVariants: true,
      seed: nil,
      replications: nil
    )
    for start in 0..<2 {
      let outcome = study.outcome(of: lines, on: Runner(jobs: 2), kept: store) { _, _ in }
      #expect(outcome.tables == plain.tables)
      #expect(outcome.kept == start * outcome.replications * study.variants.count)
    }
  }
}
