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
  func stretchesFollowEachOtherFromTheEndOfTheWarmUp() throws {
    let scenario = try Loaded(
      "run: {duration: 100s, warm-up: 10s}\nexpect: [amplification < 2 over every 40s]"
    ).scenario
    let windows = scenario.world.windows
    #expect(windows.map(\.name) == ["over every 40s", "over every 40s"])
    #expect(windows.map(\.from) == [.seconds(10), .seconds(50)])
    #expect(windows.map(\.to) == [.seconds(50), .seconds(90)])
  }

  @Test(arguments: [
    (
      "amplification < 2 over every 1s",
      "4:10 `over every 1s` would be 600 stretches; at most 64 can be measured: from 10s on"
    ),
    (
      "amplification < 2 over some 20m",
      "4:10 `over some 20m`: a stretch is longer than 0 and fits into the 10m that are measured"
    ),
  ])
  func stretchesThatCannotBeMeasuredAreRefused(line: String, message: String) {
    let file = ScenarioRefusalTests.file(rest: "expect: [\(line)]")
    #expect(ScenarioTests.messages(file) == [message])
  }
}
