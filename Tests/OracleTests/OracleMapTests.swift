import TestKit
import Testing

/// The map from oracles to tests is complete, and says nothing that is not so.
@Suite
struct OracleMapTests {
  @Test
  func everyRowIsMappedOnce() {
    #expect(OracleRow.all.count == 121)
    #expect(OracleMapLine.all.map(\.name).sorted() == OracleRow.all.map(\.name).sorted())
  }

  @Test
  func everyLevelIsKnown() {
    let unknown = OracleMapLine.all.filter { line in
      let isHeld = ["closed-form", "module", "simulation", "study"].contains(line.level)
      let isPending = line.level.hasPrefix("pending:") && line.level != "pending:"
      return isHeld == line.test.isEmpty || !(isHeld || isPending)
    }
    #expect(unknown.map(\.name) == [])
  }

  @Test
  func everyTestExists() {
    let missing = Set(OracleMapLine.all.map(\.test)).filter { !$0.isEmpty && !Self.exists($0) }
    #expect(missing.sorted() == [])
    #expect(!Self.exists("OracleMapTests.noSuchTest"))
    #expect(!Self.exists("NoSuchTests.everyTestExists"))
  }

  @Test
  func whatIsSimulatedIsInTheTableOfScenarios() {
    let mapped = OracleMapLine.all.filter { $0.test == "SimulationTests.theWorldAgrees" }
    let simulated = OracleScenario.all.flatMap { $0.rows.map(\.name) }
    #expect(mapped.map(\.name).sorted() == simulated.sorted())
    #expect(mapped.allSatisfy { $0.level == "simulation" })
  }

  @Test
  func everyOracleScenarioIsRun() {
    let files = Repository.paths(under: "scenarios/oracles").filter { $0.hasSuffix(".yaml") }
    let run = Set(OracleScenario.all.map { "scenarios/oracles/\($0.file).yaml" })
    #expect(files == run.sorted())
  }

  private static let sources: [String] = Repository.paths(under: "Tests")
    .filter { $0.hasSuffix(".swift") }.compactMap { Repository.text(at: $0) }

  /// Whether a test written as `Suite.function` is in the sources.
  private static func exists(_ test: String) -> Bool {
    let parts = test.split(separator: ".")
    guard parts.count == 2 else { return false }
    return sources.contains { source in
      (source.contains("struct \(parts[0]) {") || source.contains("extension \(parts[0]) {"))
        && source.contains("func \(parts[1])(")
    }
  }
}
