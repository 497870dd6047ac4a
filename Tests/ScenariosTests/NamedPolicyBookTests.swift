import GatewayCore
import GatewayModel
import Testing

@testable import Scenarios

@Suite
struct NamedPolicyBookTests {
  @Test(arguments: NamedPolicyBook.names)
  func everyOneCanBeUsedAndExplained(name: String) throws {
    let loaded = try Loaded("policy: \(name)")
    #expect(loaded.scenario.world.classes[0].policies[0].name == name)
    #expect(loaded["load.a.policy(fcm).retry.attempts"] != nil)
  }

  @Test
  func theStandardIsRecommended() throws {
    #expect(try Loaded().scenario.world.classes[0].policies[0].name == "recommended")
  }
}
