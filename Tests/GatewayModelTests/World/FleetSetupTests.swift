import GatewayCore
import Policies
import Testing

@testable import GatewayModel

@Suite
struct FleetSetupTests {
  /// Three classes: two destinations, then one that is a route, then three thirds.
  private func plan() throws -> WorldPlan {
    var plan = try HandMade.plan()
    plan.routes = [
      RoutePlan(name: "sms", primary: 1, secondary: 0, health: .manual(after: .seconds(1)))
    ]
    plan.classes.append(plan.classes[0])
    plan.classes[0].to = [
      .init(target: .provider(1), share: 0.3), .init(target: .provider(0), share: 0.7),
    ]
    plan.classes[1].to = [.init(target: .route(0), share: 1)]
    plan.classes[2].to = [0, 1, 0].map { .init(target: .provider($0), share: 1.0 / 3) }
    return plan
  }

  /// Edges accumulate, and no luck below one lies beyond the last, however shares were rounded.
  @Test
  func destinationsOfAllClassesLieBehindEachOther() throws {
    let setup = FleetSetup(try plan())
    #expect(setup.classFacts.map(\.firstDestination) == [0, 2, 3])
    #expect(setup.classFacts.map(\.destinations) == [2, 1, 3])
    let found = setup.destinations
    #expect(found.map(\.lane) == [1, 0, 1, 0, 1, 0])
    let edges = [0.3, 2, 2, 1.0 / 3, 2.0 / 3, 2]
    #expect(zip(found.map(\.below), edges).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test
  func regionsLieBehindEachOther() throws {
    var plan = try plan()
    plan.fleet.regions = [
      .init(name: "a", share: 0.5, servers: 2), .init(name: "b", share: 0.25, servers: 3),
      .init(name: "c", share: 0.25, servers: 1),
    ]
    let regions = FleetSetup(plan).regions
    #expect(regions.map(\.below) == [0.5, 0.75, 2])
    #expect(regions.map(\.firstServer) == [0, 2, 5] && regions.map(\.servers) == [2, 3, 1])
  }

  /// A breaker that a region or the fleet shares stands outside the servers.
  @Test(arguments: [
    (nil as String?, false), ("connection", false), ("server", false), ("region", true),
    ("fleet", true),
  ])
  func onlyWiderBreakersAreShared(scope: String?, isShared: Bool) throws {
    let breaker = scope == nil ? nil : Breaker.Configuration()
    var plan = try HandMade.plan(breaker: breaker)
    if let scope {
      plan.classes[0].policies[0].breaker?.scope = try #require(.init(rawValue: scope))
    }
    let shared = FleetSetup(plan).sharedState()
    #expect((shared.breakers[0] != nil) == isShared)
  }
}
