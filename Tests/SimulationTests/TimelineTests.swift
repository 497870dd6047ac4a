import Simulation
import Testing
import TimeAndChance

/// Arrivals every 10 ns, each scheduling an event 10 ns later: event and next arrival always tie.
private struct TiedWorld: World, ~Copyable {
  var nextArrival = Instant.zero
  var log = ""

  mutating func arrive(at now: Instant, on agenda: inout Agenda) {
    log += "a\(now.nanoseconds) "
    agenda.schedule(0, at: now.advanced(byNanoseconds: 10))
    nextArrival = now.advanced(byNanoseconds: 10)
  }

  mutating func happen(_ event: UInt64, at now: Instant, on agenda: inout Agenda) {
    log += "e\(now.nanoseconds) "
  }
}

@Suite
struct TimelineTests {
  @Test
  func anEventComesBeforeAnArrivalOfTheSameNanosecondAndTheEndIsIncluded() {
    var world = TiedWorld()
    var agenda = Agenda()
    play(&world, on: &agenda, until: Instant(nanoseconds: 20))
    #expect(world.log == "a0 e10 a10 e20 a20 ")
  }
}
