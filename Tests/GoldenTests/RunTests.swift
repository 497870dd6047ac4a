import Commands
import TestKit
import Testing

/// Whole runs, byte for byte: every table is the same on one thread and on two, in this run of the
/// tests and in the one that stored it.
///
/// A difference from what is stored is a change of what the simulator answers. It is written with
/// `SPILLWAY_UPDATE_GOLDEN=1 ./test --filter GoldenTests`, read in review, and explained in its
/// commit.
@Suite
struct RunTests {
  static let tables = [
    "assumptions.csv", "events.csv", "latency.csv", "ledger.csv", "summary.csv", "timeline.csv",
    "verdicts.csv",
  ]

  @Test(arguments: ["steady", "outage", "campaign"])
  func theBytesAreThoseThatWereStored(_ name: String) throws {
    let one = try written(by: name, jobs: 1)
    let two = try written(by: name, jobs: 2)
    let again = try written(by: name, jobs: 1)
    for table in Self.tables {
      let found = try #require(one[table])
      #expect(!found.isEmpty, "\(name)/\(table)")
      #expect(found == two[table], "\(name)/\(table) on two threads")
      #expect(found == again[table], "\(name)/\(table) on a second run")
      #expect(GoldenFile("Runs/\(name)/\(table)").difference(from: found) == nil)
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
        // Assumptions name the file that they were read from.
        let text = Repository.text(at: out + "/" + table) ?? ""
        return (table, text.replacing(Repository.root + "/", with: ""))
      }
    )
  }
}
