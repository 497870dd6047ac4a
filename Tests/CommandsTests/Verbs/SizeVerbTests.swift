import TestKit
import Testing

@testable import Commands

@Suite
struct SizeVerbTests {
  @Test
  func theAnswerTheReasonAndTheClosedFormAreWritten() throws {
    let (ending, console, out) = try CompareVerbTests.run(
      "size",
      SamplePoints.text + SamplePoints.size,
      []
    )
    #expect(ending == .done, "\(console.talk)")
    #expect(console.output.contains("does not: `mean(wait, all) <= 0.5s`"), "\(console.output)")
    let table = try #require(Repository.text(at: out + "/sizing.csv")).split(separator: "\n")
    #expect(table[1].hasPrefix("closed form,8,streams of open,"), "\(table[1])")
    #expect(
      table.contains { $0.hasPrefix("chosen,") } && table.contains { $0.hasPrefix("neighbour,") }
    )
  }

  @Test
  func aScenarioWithoutASizeIsWrongInput() throws {
    let (ending, console, _) = try CompareVerbTests.run("size", SamplePoints.text, [])
    #expect(ending == .wrongInput && console.talk.contains("no `size:` block"))
  }
}
