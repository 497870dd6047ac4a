import TestKit
import Testing

@testable import Commands

@Suite
struct SweepVerbTests {
  @Test
  func everyPointHasARowForEveryNumber() throws {
    let (ending, console, out) = try CompareVerbTests.run(
      "sweep",
      SamplePoints.text + SamplePoints.sweep,
      ["--replications", "2"]
    )
    #expect(ending == .done, "\(console.talk)")
    let table = try #require(Repository.text(at: out + "/sweep.csv")).split(separator: "\n")
    #expect(
      table[0] == """
        point,fleet.servers,load.all.arrivals.poisson,metric,value,ci_low,ci_high,replications
        """
    )
    #expect(table.count == 13 && Repository.text(at: out + "/report.html") != nil)
  }

  @Test
  func aScenarioWithoutASweepIsWrongInput() throws {
    let (ending, console, _) = try CompareVerbTests.run("sweep", SamplePoints.text, [])
    #expect(ending == .wrongInput && console.talk.contains("no `sweep:` block"))
  }
}
