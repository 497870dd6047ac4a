import Commands
import TestKit
import Testing

/// Whole runs, byte for byte: every table is the same on one thread and on two.
@Suite
struct RunTests {
  static let tables = [
    "assumptions.csv", "events.csv", "ledger.csv", "summary.csv", "timeline.csv", "verdicts.csv",
  ]

  @Test(arguments: ["steady", "outage", "campaign"])
  func theBytesDoNotDependOnTheNumberOfThreads(_ name: String) throws {
    let one = try written(by: name, jobs: 1)
    let two = try written(by: name, jobs: 2)
    for table in Self.tables {
      #expect(one[table]?.isEmpty == false, "\(name)/\(table)")
      #expect(one[table] == two[table], "\(name)/\(table)")
    }
  }

  @Test
  func tenMistakesAreAllReportedAndNothingIsWritten() throws {
    let out = ".build/golden/ten-mistakes"
    var console = Console(keeping: 100)
    let ending = FrontDoor.enter(
      [
        "run", Repository.root + "/Tests/Golden/Scenarios/ten-mistakes.yaml", "--out",
        Repository.root + "/" + out,
      ],
      environment: Environment([:]),
      console: &console
    )
    #expect(ending == .wrongInput)
    #expect(console.talk.split(separator: "\n").count { $0.contains(": error: ") } >= 10)
    #expect(console.output.isEmpty)
    #expect(Repository.paths(under: out).isEmpty)
  }

  /// Runs a scenario of Tests/Golden/Runs and returns the tables that it wrote, by name.
  private func written(by name: String, jobs: Int) throws -> [String: String] {
    let out = ".build/golden/\(name)-\(jobs)-\(UInt32.random(in: 0...(.max)))"
    var console = Console(keeping: 100)
    let ending = FrontDoor.enter(
      [
        "run", Repository.root + "/Tests/Golden/Runs/\(name).yaml", "--jobs", "\(jobs)",
        "--out", Repository.root + "/" + out,
      ],
      environment: Environment([:]),
      console: &console
    )
    #expect(ending == .done, "\(console.talk)")
    return Dictionary(
      uniqueKeysWithValues: Self.tables.map { table in
        (table, Repository.text(at: out + "/" + table) ?? "")
      }
    )
  }
}
