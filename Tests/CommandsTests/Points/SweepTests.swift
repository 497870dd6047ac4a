import GatewayModel
import Scenarios
import Testing

@testable import Commands

@Suite
struct SweepTests {
  @Test
  func aFactorialSweepHasEveryCombinationTheLastVaryingFastest() throws {
    let scenario = try SamplePoints.scenario(SamplePoints.sweep)
    let sweep = try Sweep(scenario, try #require(scenario.sweep))
    #expect(sweep.settings.count == 6 && sweep.settings[1] == ["9", "8/s"])
    #expect(sweep.watched == ["wait", "goodput"] || sweep.watched == ["mean(wait)", "goodput"])
    #expect(sweep.worlds[4][0].world.fleet.servers == 20)
  }

  @Test
  func sobolPointsAreAsManyAsAskedAndUseTheLevels() throws {
    let text = SamplePoints.sweep + "\n  design: {sobol: 16}"
    let scenario = try SamplePoints.scenario(text)
    let sweep = try Sweep(scenario, try #require(scenario.sweep))
    #expect(sweep.settings.count == 16)
    #expect(Set(sweep.settings.map { $0[0] }) == ["9", "12", "20"])
  }

  @Test
  func aSettingThatDoesNotExistIsRefused() throws {
    let text = "\nsweep: {vary: {fleet.servrs: [1, 2]}, watch: [goodput]}"
    let scenario = try SamplePoints.scenario(text)
    let plan = try #require(scenario.sweep)
    #expect(throws: Sweep.Refusal.self) { try Sweep(scenario, plan) }
  }
}
