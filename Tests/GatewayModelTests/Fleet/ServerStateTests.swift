import GatewayCore
import Testing

@testable import GatewayModel

@Suite
struct ServerStateTests {
  /// A server begins at work and empty, in its region, with a lane for each provider.
  @Test
  func beginsAtWorkAndEmpty() throws {
    var plan = try HandMade.plan()
    plan.fleet.regions = [
      .init(name: "a", share: 0.5, servers: 2), .init(name: "b", share: 0.5, servers: 3),
    ]
    let servers = FleetSetup(plan).servers()
    #expect(servers.map(\.region) == [0, 0, 1, 1, 1])
    #expect(servers.allSatisfy { $0.isUp && !$0.isPerforming && $0.life == 0 })
    #expect(servers.allSatisfy { $0.machine.lanes.count == 2 && $0.machine.ledger.addsUp })
    #expect(servers.allSatisfy { $0.attendAt == .max })
  }
}
