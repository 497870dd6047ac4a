import Experiments
import Reports
import Scenarios
import Testing

@testable import Commands

@Suite
struct JudgedLineTests {
  @Test
  func aLineSaysWhatWasFoundAndHowACheckEnds() throws {
    let judged = try SampleStudy.shared.get().judged
    #expect(judged[1].line.verdict == .met && judged[1].line.note.isEmpty)
    #expect(judged[0].found.contains("±"))
    #expect(judged[2].line.note.contains("more replications"))
    #expect(judged[4].found == "0")
    guard case .failed(let says) = judged[0].testCase.outcome else {
      Issue.record("\(judged[0].testCase)")
      return
    }
    #expect(says == "found \(judged[0].found)")
  }

  @Test
  func whatCannotBeMeasuredCouldNotBeDone() throws {
    let expectation = try #require(try SampleStudy.scenario().expectations.first)
    let line = JudgedLine(expectation, variant: "", unmeasurable: .init(says: "no"))
    #expect(line.ending == .impossible && line.verdict == .inconclusive && line.note == "no")
    #expect(line.testCase.outcome == .impossible("no"))
  }

  @Test
  func verdictsHaveARowEach() throws {
    let table = Table.verdicts(try SampleStudy.shared.get().judged)
    #expect(table.rows.count == 5)
    #expect(table.cell(3, "variant") == .text("naive"))
    #expect(table.cell(2, "metric") == .text("amplification"))
    #expect(table.cell(0, "verdict") == .text("not met"))
  }
}
