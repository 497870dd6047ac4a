import Experiments
import Reports
import Scenarios
import TestKit
import Testing
import TimeAndChance

@testable import Commands

@Suite
struct PointStudyTests {
  private func samples(jobs: Int, _ store: TrialStore?) throws -> [[[Double?]]] {
    let scenario = try SamplePoints.scenario(SamplePoints.sweep)
    let sweep = try Sweep(scenario, try #require(scenario.sweep))
    let study = sweep.study(replications: 2, seed: nil, kept: store)
    return study.run(on: Runner(jobs: jobs)) { _ in }.samples
  }

  @Test
  func keptTrialsGiveTheSameNumbersOnAnyNumberOfThreads() throws {
    let folder = Repository.root + "/.build/points-\(UInt64.random(in: 0...(.max)))"
    let store = TrialStore(folder: folder, study: "test")
    let plain = try samples(jobs: 1, nil)
    let first = try samples(jobs: 2, store)
    #expect(plain == first && store.count == 12)
    #expect(try samples(jobs: 2, store) == plain)
    store.clean()
  }
}
