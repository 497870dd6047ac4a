import GatewayModel
import Scenarios
import Testing

@testable import Commands

@Suite
struct SizeStudyTests {
  @Test
  func theSearchBeginsWhereTheArithmeticPoints() throws {
    let scenario = try SamplePoints.scenario(SamplePoints.size)
    let study = try SizeStudy(scenario, try #require(scenario.size))
    #expect(study.step == 1 && study.written(7) == "7" && study.guess == 8)
    #expect(study.closedForms.map(\.servers) == [8])
    #expect(try study.point(9, 0).world.fleet.servers == 9)
  }

  @Test
  func aLoadIsSearchedInSteps() throws {
    let more = """

      size:
        largest: load.all.arrivals.poisson
        between: [1/s, 20000/s]
        objectives: ["mean(wait) <= 0.5s"]
      """
    let scenario = try SamplePoints.scenario(more)
    let study = try SizeStudy(scenario, try #require(scenario.size))
    #expect(study.step == 10 && study.written(3) == "30/s")
  }

  @Test
  func everyConstraintAsksForItsServers() throws {
    let text =
      (SamplePoints.text + SamplePoints.size)
      .replacing("server: {", with: "server: {work: {per-send: 500ms, cores: 1}, ")
      .replacing("round-trip:", with: "quota: {rate: 4/s}, round-trip:")
      + "\n  survive: [as-scripted, {at: 60s, for: 60s, hits: open, streams: 1}]"
    let scenario = try Scenario.load(Array(text.utf8), path: "queue.yaml")
    let study = try SizeStudy(scenario, try #require(scenario.size))
    let named = study.closedForms.map(\.constraint)
    #expect(named.contains("streams of open") && named.contains("processors"), "\(named)")
    #expect(named.contains("quota of open"), "\(named)")
    let quota = study.closedForms.first { $0.constraint == "quota of open" }
    #expect(quota?.servers == nil && study.guess == 8)
  }
}
