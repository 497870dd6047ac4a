import GatewayModel
import Testing

@testable import Scenarios

@Suite
struct FaultResolverTests {
  @Test
  func aFaultMayDoSeveralThings() throws {
    let text = "faults: [{name: slow, at: 1m, for: 3m, hits: fcm, latency: x10, streams: 50}]"
    let faults = try Loaded(text).scenario.world.faults
    #expect(faults.count == 2)
    #expect(faults.allSatisfy { $0.name == "slow" && $0.length == .seconds(180) })
  }

  @Test
  func aTemplateBeginsWhereItIsPut() throws {
    let text = "run: {duration: 2h}\nfaults: [{name: x, like: crash-herd, hits: fcm, at: 10m}]"
    let faults = try Loaded(text).scenario.world.faults
    #expect(faults.map(\.at) == [.seconds(600), .seconds(3_000)])
    #expect(faults.allSatisfy { $0.name == "x" })
  }

  @Test
  func aPortfolioNamesIncidents() throws {
    let scenario = try Loaded("run: {duration: 1h}").scenario
    let calm = try scenario.changed([("policy.timeout", "5s")], incident: "none")
    #expect(calm.world.faults.isEmpty)
    let herd = try scenario.changed([], incident: "hard-5h")
    #expect(herd.world.faults.map(\.at) == [.seconds(900)])
  }

  @Test(arguments: [
    (
      "{like: hard-5h, at: 1m, hits: fcm, for: 2m}",
      "a template takes `name`, `hits` and `at`; write the fault out to change it"
    ),
    (
      "{like: hard-5h, at: 1m, hits: servers}",
      "a template hits a provider, as in `hits: fcm`"
    ),
  ])
  func refused(fault: String, message: String) {
    let file = ScenarioRefusalTests.file(rest: "faults: [\(fault)]")
    #expect(
      ScenarioTests.messages(file).map { String($0.drop { $0 != " " }.dropFirst()) } == [message]
    )
  }
}
