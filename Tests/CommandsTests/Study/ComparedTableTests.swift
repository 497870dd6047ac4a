import Experiments
import Reports
import Testing

@testable import Commands

@Suite
struct ComparedTableTests {
  @Test
  func aRowForEveryNumberAndAChartForEveryName() throws {
    var outcome = try SampleStudy.shared.get()
    outcome.compared = outcome.compared(to: 0)
    #expect(outcome.comparedInShort.rows.count == outcome.compared.count)
    #expect(outcome.tables.last?.name == "compare")
    #expect(outcome.comparedSections.first?.blocks.count == outcome.compared.count + 1)
    #expect(outcome.comparedSentences.count == 1)
  }
}
