import TestKit
import Testing

/// The rules of the house, held against the real tree.
@Suite
struct HouseTests {
  static let publicRooms: Set = [
    "TimeAndChance", "Policies", "Providers", "GatewayCore", "NamedPolicies",
  ]
  static let doors: Set = ["spillway", "spillway-bench"]

  let sources = Repository.texts(under: "Sources")
  let tests = Repository.texts(under: "Tests")
  let plan: FloorPlan
  let manifest: [String: Set<String>]

  init() throws {
    plan = FloorPlan(architecture: try #require(Repository.text(at: "ARCHITECTURE.md")))
    manifest = manifestTargets(try #require(Repository.text(at: "Package.swift")))
  }

  @Test
  func thePlanTheManifestAndTheImportsAgree() {
    #expect(!sources.isEmpty && !plan.rooms.isEmpty)
    expectNone(plan.upwardImports)
    expectNone(plan.differences(from: manifest))
    expectNone(strangeImports(in: sources, plan: plan))
  }

  @Test
  func lowerFloorsDependOnTheSeedAlone() {
    expectNone(bannedWords(in: sources, plan: plan))
  }

  @Test
  func everySourceHasItsTests() {
    expectNone(missingTwins(sources: sources, tests: tests, doors: Self.doors))
  }

  @Test
  func everyRoomHasItsReadme() {
    let readmes = Repository.texts(under: "Sources", endings: ["README.md"])
    expectNone(roomsWithoutReadme(plan.rooms.keys, readmes: readmes))
  }

  @Test
  func namesSayWhatIsInside() {
    expectNone(emptyNames(in: sources))
  }

  @Test
  func publicStaysInThePublicRooms() {
    expectNone(strayPublic(in: sources, publicRooms: Self.publicRooms))
  }

  @Test
  func nothingIsLeftUnfinishedOrTiedToOneMachine() {
    let top = [
      "README.md", "ARCHITECTURE.md", "Package.swift", "spillway", "test", ".ci/run",
      ".ci/setup.sh",
    ]
    let topTexts = top.compactMap { path in
      Repository.text(at: path).map { SourceText(path: path, text: $0) }
    }
    let endings = [".swift", ".md", ".yaml", ".yml", ".c", ".h", ".js", ".css", ".json", ".csv"]
    let all = topTexts + Repository.texts(under: "Sources", "Tests", "scenarios", endings: endings)
    expectNone(unfinishedWords(in: all.filter { !$0.path.hasSuffix(".csv") }))
    expectNone(machinePaths(in: all))
  }

  @Test
  func longRunsHaveARow() throws {
    let script = try #require(Repository.text(at: "test"))
    expectNone(strayLongRuns(in: tests, script: script))
  }

  /// A mirror, not a gate: `./test` prints what this leaves.
  @Test
  func theLongestAreShown() throws {
    guard let path = Environment.value("SPILLWAY_LENGTHS") else { return }
    let code = sources + tests
    let rows =
      ["Longest files"] + fileLengths(code).prefix(10).map { "  \($0.lines)  \($0.path)" }
      + ["Longest functions"]
      + functionLengths(code).prefix(10).map { "  \($0.lines)  \($0.name)  \($0.path):\($0.line)" }
    try TextFile.write(rows.joined(separator: "\n") + "\n", to: path)
  }

  private func expectNone(
    _ violations: [Violation],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let list = violations.map(\.description).joined(separator: "\n")
    #expect(violations.isEmpty, "\n\(list)", sourceLocation: sourceLocation)
  }
}
