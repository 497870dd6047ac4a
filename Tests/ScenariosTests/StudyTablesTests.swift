import GatewayModel
import Testing

@testable import Scenarios

@Suite
struct StudyTablesTests {
  @Test(arguments: [
    ("{from: 5s, to: 120s, steps: 3, scale: log}", ["5s", "24.49s", "120s"]),
    ("{from: 10%, to: 50%, steps: 3}", ["10%", "30%", "50%"]),
    ("[1, 2]", ["1", "2"]),
  ])
  func levels(written: String, values: [String]) throws {
    let sweep = try Loaded("sweep: {vary: {policy.timeout: \(written)}, watch: [lost]}").scenario
      .sweep
    #expect(sweep?.factors.map(\.values) == [values])
  }

  @Test(arguments: [
    ("{from: 5s, to: 1m}", "4:32 `from` and `to` need the same unit (found `s` and `m`)"),
    ("{from: 0s, to: 1s, scale: log}", "4:32 a range with `scale: log` lies above 0"),
    ("{from: a, to: b}", "4:32 `from` and `to` are numbers with the same unit"),
  ])
  func brokenRanges(written: String, message: String) {
    let file = ScenarioRefusalTests.file(
      rest: "sweep: {vary: {policy.timeout: \(written)}, watch: [lost]}"
    )
    #expect(ScenarioTests.messages(file) == [message])
  }

  @Test
  func sizes() throws {
    let text = """
      size:
        smallest: fleet.servers
        between: [10, 2k]
        objectives: ["amplification(fcm) <= 2"]
        survive: [as-scripted, {at: 5m, for: 2m, hits: fcm, streams: 50}]
      """
    let scenario = try Loaded(text).scenario
    let size = try #require(scenario.size)
    #expect((size.least, size.most) == (10, 2000))
    #expect(size.survive.map(\.name) == ["as-scripted", "fcm"])
    let under = try scenario.under(size.survive[1])
    #expect(under.world.faults.count == 1)
    #expect(try scenario.changed([("fleet.servers", "30")]).world.fleet.servers == 30)
  }
}
