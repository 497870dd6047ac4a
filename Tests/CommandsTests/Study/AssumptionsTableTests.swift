import Experiments
import Scenarios
import Testing

@testable import Commands

@Suite
struct AssumptionsTableTests {
  @Test
  func everyAssumptionIsARow() {
    let one = Assumption(path: "run.seed", value: "7", unit: "", source: "x.yaml:3")
    let table = Table.assumptions([one])
    #expect(table.rows == [["run.seed", "7", "", "x.yaml:3", ""].map { .text($0) }])
  }
}
