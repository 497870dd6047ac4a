import Experiments
import Testing

@testable import Commands

@Suite
struct EventsTableTests {
  @Test
  func eventsSayWhoAndWhen() throws {
    let events = try StudyTables.named("events")
    #expect(
      events.columns.map(\.name) == [
        "t_s", "variant", "replication", "who", "what", "from", "to", "reason",
      ]
    )
    let trips = events.rows.indices.filter { events.cell($0, "to") == .text("open") }
    #expect(!trips.isEmpty)
    for row in trips {
      #expect(StudyTables.number(events, row, "t_s") >= 15)
      guard case .text(let who) = events.cell(row, "who") else { continue }
      #expect(who.contains("server") && who.contains("fcm"))
    }
  }
}
