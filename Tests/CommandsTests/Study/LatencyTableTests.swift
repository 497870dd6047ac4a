import Experiments
import Testing

@testable import Commands

@Suite
struct LatencyTableTests {
  @Test
  func quantilesRiseWithinEveryStage() throws {
    let table = Table.latency(try SampleStudy.shared.get())
    #expect(table.rows.count >= 3 * 13)
    var before: (key: [Table.Cell], value: Double)?
    for index in table.rows.indices {
      let key = Array(table.rows[index].prefix(4))
      guard case .number(let value) = table.cell(index, "value_s") else { continue }
      if let before, before.key == key { #expect(before.value <= value, "row \(index)") }
      before = (key, value)
    }
  }
}
