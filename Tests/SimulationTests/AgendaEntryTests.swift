import Simulation
import Testing
import TimeAndChance

@Suite
struct AgendaEntryTests {
  @Test
  func anEntryIsSixteenBytesAndKnowsItsTime() {
    let entry = AgendaEntry(nanoseconds: 5, payload: 7)
    #expect(entry.time == Instant(nanoseconds: 5) && entry.payload == 7)
    #expect(MemoryLayout<AgendaEntry>.stride == 16)
  }
}
