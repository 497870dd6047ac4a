import Experiments
import Testing

@Suite
struct TableTests {
  @Test
  func cellsAreFoundByName() {
    var table = Table(
      name: "summary",
      columns: [
        Table.Column("metric", .text, "What was measured."),
        Table.Column("value", .number, unit: "1/s", "How much."),
      ]
    )
    table.append([.text("goodput"), .number(12)])
    table.append([.text("wait"), .number(orEmpty: .infinity)])
    #expect(table.cell(0, "value") == .number(12))
    #expect(table.cell(1, "value") == .empty)
    #expect(table.cell(0, "nothing") == .empty)
    #expect(Table.Cell.number(orEmpty: nil) == .empty)
    #expect(table.index(of: "value") == 1)
  }
}
