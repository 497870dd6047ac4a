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
  func aFrontierIsRefused() throws {
    let more = SamplePoints.size + "\n  and: load.all.arrivals.poisson"
    let scenario = try SamplePoints.scenario(more)
    let plan = try #require(scenario.size)
    #expect(throws: SizeStudy.Refusal.self) { try SizeStudy(scenario, plan) }
  }
}
