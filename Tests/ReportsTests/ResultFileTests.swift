import Experiments
import Reports
import Testing

@Suite
struct ResultFileTests {
  @Test
  func aTableIsAFileOfItsName() {
    let file = ResultFile.csv(Table(name: "summary", columns: [Table.Column("a", .text, "x")]))
    #expect(file == ResultFile("summary.csv", text: "a\n"))
  }
}
