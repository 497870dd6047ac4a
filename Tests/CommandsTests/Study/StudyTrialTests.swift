import GatewayModel
import Scenarios
import Testing
import TimeAndChance

@testable import Commands

@Suite
struct StudyTrialTests {
  @Test
  func mergingAddsUpWhatWasMeasured() throws {
    let world = try SampleStudy.scenario().world
    let trials = [1, 2].map { seed in
      StudyTrial(samples: [Double(seed)], measured: WorldRun.measure(world, seed: Seed(seed)))
    }
    var merged = trials[0]
    merged.merge(trials[1])
    #expect(merged.measured.replications == 2 && merged.samples == [1])
    let offered = trials.map { $0.measured.final.reduce(0) { $0 + $1.offered } }
    #expect(merged.measured.final.reduce(0) { $0 + $1.offered } == offered[0] + offered[1])
  }
}
