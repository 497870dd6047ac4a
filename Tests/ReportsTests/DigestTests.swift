import Experiments
import Reports
import Testing

@Suite
struct DigestTests {
  @Test
  func cellsAreReadInTheirColumnsUnit() {
    let table = Table(name: "t", columns: [])
    let cases: [(Table.Cell, Table.Kind, String, String)] = [
      (.number(580_000), .number, "/s", "580 k/s"), (.number(0.4), .share, "", "40 %"),
      (.seconds(0.0746), .duration, "s", "74.6 ms"), (.integer(12), .integer, "", "12"),
      (.integer(2_048), .bytes, "", "2 KiB"), (.empty, .number, "", "–"),
      (.text("fcm"), .text, "", "fcm"), (.number(1.5), .duration, "s", "1.5 s"),
    ]
    for (cell, kind, unit, text) in cases {
      #expect(table.humanised(cell, in: Table.Column("c", kind, unit: unit, "x")) == text)
    }
    #expect(Verdict.allCases.map(\.words) == ["met", "not met", "cannot tell"])
  }
}
