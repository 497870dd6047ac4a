import Testing

@testable import Scenarios

@Suite
struct SizePlanFrontierTests {
  @Test
  func levelsKeepTheirRatio() {
    #expect(SizePlan.levels(from: 4, to: 64, unit: "") == ["4", "8", "16", "32", "64"])
    #expect(SizePlan.levels(from: 1, to: 2, unit: "s") == ["1s", "2s"])
    #expect(SizePlan.levels(from: 0.5, to: 8, unit: "s").count == 5)
  }

  @Test
  func whatIsWrittenIsTheMiddle() throws {
    let size =
      "size: {smallest: fleet.servers, between: [1, 9], objectives: [lost == 0], and: AND}"
    let fleet = "{servers: 8, server: {connections: {fcm: 16}}}"
    func levels(_ and: String) throws -> [String] {
      let scenario = try Loaded(fleet: fleet, size.replacing("AND", with: and)).scenario
      return scenario.frontierLevels(try #require(scenario.size))
    }
    #expect(try levels("fleet.server.connections.fcm") == ["4", "8", "16", "32", "64"])
    #expect(try levels("fleet.nothing") == [])
    #expect(try levels("run.seed, and-between: [1, 4]") == ["1", "2", "3", "4"])
  }
}
