import GatewayModel
import Testing

@testable import Scenarios

@Suite
struct ScenarioFileTests {
  @Test
  func faultsWithoutANameAreCounted() throws {
    let faults =
      "faults: [{at: 1m, hits: fcm, latency: x2}, {name: b, at: 2m, hits: fcm, latency: x2}]"
    #expect(try Loaded(faults).scenario.world.faults.map(\.name) == ["fault 1", "b"])
  }

  @Test
  func everyKeyOfTheFormatIsInTheShape() {
    let keys = [
      "run", "load", "providers", "fleet", "policy", "faults", "compare", "size", "expect",
    ]
    for key in keys { #expect(!ScenarioFile.shape.below(key).isEmpty, "\(key)") }
  }
}
