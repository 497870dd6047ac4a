import GatewayModel
import Testing

@testable import Scenarios

@Suite
struct StudyLinesTests {
  static let text = """
    faults: [{name: outage, at: 2m, for: 3m, hits: fcm, answers: {503: 40%}}]
    expect:
      - amplification(fcm) < 1.3 during outage
      - amplification(fcm) < 1.2 after outage + 1m
      - goodput > 1k/s during outage
      - lost == 0
    """

  @Test
  func aWindowIsMeasuredOnce() throws {
    let scenario = try Loaded(Self.text).scenario
    #expect(scenario.expectations.count == 4)
    #expect(scenario.world.windows.map(\.name) == ["during outage", "after outage + 1m"])
    #expect(scenario.world.windows[0].from == .seconds(120))
    #expect(scenario.world.windows[0].to == .seconds(300))
    #expect(scenario.world.windows[1].from == .seconds(360))
    #expect(scenario.world.windows[1].to == .seconds(600))
  }

  @Test
  func anyStretchIsNotMeasuredYet() {
    let file = ScenarioRefusalTests.file(rest: "expect: [amplification < 2 over every 10s]")
    #expect(
      ScenarioTests.messages(file) == ["4:10 not supported yet: `over every` and `over some`"]
    )
  }
}
