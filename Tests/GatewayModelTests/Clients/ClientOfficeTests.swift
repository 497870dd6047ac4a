import Simulation
import Statistics
import Testing

@testable import GatewayModel

@Suite
struct ClientOfficeTests {
  @Test
  func onlyClassesWithCallersHaveAny() throws {
    var plan = try HandMade.plan()
    plan.classes[1].clients = ClientPlan(
      wait: try .constant(1),
      attempts: 3,
      pause: try .constant(0.5),
      honourRetryAfter: 0.5
    )
    let office = ClientOffice(plan)
    let attempts = office.facts.map { $0?.attempts }
    #expect(attempts == [nil, 3])
    let (pausing, made, ended) = (office.pausing, office.made, office.ended)
    #expect(pausing == [0, 0] && made.count == 4 && ended.count == 4)
    let waiting = office.requests.count
    #expect(waiting == 0)
  }
}
