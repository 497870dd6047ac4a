import TestKit
import Testing

@testable import Commands

@Suite
struct RunVerbTests {
  private let folder = Repository.root + "/.build/run-test-\(UInt64.random(in: 0...(.max)))"

  private func run(_ arguments: String...) throws -> (ending: Ending, console: Console) {
    try TextFile.write(SampleStudy.text, to: folder + "/sample.yaml")
    var console = Console(keeping: 80)
    let ending = FrontDoor.enter(
      ["run", folder + "/sample.yaml", "--out", folder + "/out"] + arguments,
      environment: Environment([:]),
      console: &console
    )
    return (ending, console)
  }

  @Test
  func aScenarioBecomesAFolderOfResultsAndATableToRead() throws {
    let (ending, console) = try run()
    #expect(ending == .done)
    for part in ["An outage of ten seconds", "otp", "✗ not met", "3 replications", "report.html"] {
      #expect(console.output.contains(part), "\(part)")
    }
    let names = [
      "assumptions.csv", "events.csv", "latency.csv", "ledger.csv", "provenance.json",
      "report.html",
      "summary.csv", "timeline.csv", "verdicts.csv",
    ]
    let out = folder.dropFirst(Repository.root.count + 1) + "/out"
    #expect(
      Repository.paths(under: String(out)).map { String($0.dropFirst(out.count + 1)) } == names
    )
  }

  @Test
  func machinesGetOneDocument() throws {
    let (ending, console) = try run("--json", "--quiet")
    #expect(ending == .done && console.output.hasPrefix("{\n  \"scenario\": \"sample\""))
    #expect(console.talk.isEmpty)
  }

  @Test
  func wrongInputLeavesNothingBehind() throws {
    let (ending, console) = try run("--set", "fleet.servrs=3")
    #expect(ending == .wrongInput && console.talk.contains("did you mean `servers`"))
    let out = folder.dropFirst(Repository.root.count + 1) + "/out"
    #expect(Repository.paths(under: String(out)).isEmpty)
  }
}
