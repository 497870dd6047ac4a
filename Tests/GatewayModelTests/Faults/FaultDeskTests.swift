import Simulation
import Testing
import TimeAndChance

@testable import GatewayModel

@Suite
struct FaultDeskTests {
  private func desk(_ faults: [FaultPlan]) throws -> FaultDesk {
    var plan = try HandMade.plan()
    plan.faults = faults
    return FaultDesk(plan)
  }

  private var faults: [FaultPlan] {
    [
      ScriptedWorld.fault(.silent(1), at: 20, for: 5, hits: .provider(1)),
      ScriptedWorld.fault(.silent(1), at: 10, hits: .network(0)),
      ScriptedWorld.fault(.corrupt(1), at: 15, for: 10, hits: .tokens(1)),
      ScriptedWorld.fault(.lose(1), at: 30, for: 1, hits: .region(0)),
    ]
  }

  /// A fault without an end schedules none; an end is the odd event beside its beginning.
  @Test
  func everyBeginningAndEndIsInTheAgendaOnce() throws {
    let desk = try desk(faults)
    var agenda = Agenda()
    desk.schedule(on: &agenda)
    var script: [[Int64]] = []
    while let entry = agenda.next() {
      let event = WorldEvent(bits: entry.payload)
      #expect(event.kind == .fault)
      script.append([entry.nanoseconds / 1_000_000_000, Int64(event.index)])
    }
    #expect(script == [[10, 2], [15, 4], [20, 0], [25, 1], [25, 5], [30, 6], [31, 7]])
  }

  @Test
  func onlyWhatActsOnAProviderIsFoundInFileOrder() throws {
    var desk = try desk(faults)
    #expect(desk.acting(on: 1).isEmpty)
    for index in faults.indices { desk.set(index, acts: true) }
    #expect(desk.acting(on: 0).map(\.index) == [1])
    #expect(desk.acting(on: 1).map(\.index) == [0, 2])
    desk.set(0, acts: false)
    #expect(desk.acting(on: 1).map(\.index) == [2])
  }
}
