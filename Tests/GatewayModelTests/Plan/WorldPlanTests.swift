import GatewayCore
import Policies
import Testing

@testable import GatewayModel

@Suite
struct WorldPlanTests {
  @Test
  func capsMoveByFaultOrByCongestionOfLimitedProviders() throws {
    let plain = try HandMade.plan()
    #expect(!plain.capsMove)
    var byFault = plain
    byFault.faults = [
      ScriptedWorld.fault(.silent(1), at: 0), ScriptedWorld.fault(.streams(5), at: 0),
    ]
    #expect(byFault.capsMove)
    var byCongestion = plain
    byCongestion.providers[1].streams.whenCongested = 10
    // Without capacity nothing is ever congested.
    #expect(!byCongestion.capsMove)
    byCongestion.providers[1].capacity = .init(concurrent: 5, queue: nil, whenFull: .silence)
    #expect(byCongestion.capsMove)
  }

  @Test
  func requestsAreStagedForAProcessorOrAConnectionOfTheirOwn() throws {
    let plain = try HandMade.plan()
    #expect(!plain.isPerCall && !plain.isStaged)
    var working = plain
    working.fleet.server.work = .init(perSend: .milliseconds(1), cores: 2)
    #expect(working.isStaged && !working.isPerCall)
    var alone = plain
    alone.classes[1].policies[1].connect.reuse = .perCall
    #expect(alone.isPerCall && alone.isStaged)
  }
}
