import GatewayCore
import Policies
import Statistics
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct RouteDeskTests {
  private func plan(_ health: RoutePlan.Health) throws -> WorldPlan {
    let policy = try SideWorld.policy()
    var plan = try SideWorld.plan(every: 0.1, takes: 0.05, duration: .seconds(300), policy: policy)
    plan.providers.append(
      ProviderPlan(name: "west", roundTrip: try .constant(0.05), network: try .constant(0))
    )
    plan.fleet.server.connections.append(.init(1))
    plan.classes[0].policies.append(policy)
    plan.routes = [RoutePlan(name: "pay", primary: 0, secondary: 1, health: health)]
    plan.classes[0].to = [.init(target: .route(0), share: 1)]
    let down = AnswerShare(
      key: "503",
      reply: .answer(Answer(status: 503)),
      share: Profile(constant: 1)
    )
    plan.faults = [
      FaultPlan(
        name: "down",
        at: .seconds(100),
        length: .seconds(100),
        hits: .provider(0),
        act: .answers([down])
      )
    ]
    return plan
  }

  @Test(
    arguments: [
      // Three probes five seconds apart, then three good ones.
      (RoutePlan.Health.active(every: .seconds(5), fails: 3, recovers: 3), 100, 152, 2),
      // Five calls, then back every thirty seconds and more to look.
      (.passive(fails: 5, recovers: 1), 5, 30, nil),
      // A person, a minute after the alarm.
      (.manual(after: .seconds(60)), 590, 610, 2),
    ] as [(RoutePlan.Health, Int, Int, Int?)]
  )
  func callsMoveToTheOtherSide(
    health: RoutePlan.Health,
    atLeast: Int,
    atMost: Int,
    switches: Int?
  ) throws {
    let result = SideWorld.play(try plan(health))
    let failed = result.final[0].status5xx
    #expect(failed >= atLeast && failed <= atMost, "\(failed)")
    #expect(result.final.reduce(0) { $0 + $1.accepted } == 3000 - failed)
    let moves = result.events.filter { $0.what == .failOver }
    if let switches { #expect(moves.count == switches) }
    #expect(moves.first?.to == "secondary")
    if switches != nil { #expect(moves.last?.to == "primary") }
  }
}
