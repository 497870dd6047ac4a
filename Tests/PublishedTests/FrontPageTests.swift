import FoundationEssentials
import TestKit
import Testing

/// What the README says is so: its files are there, its commands run, its figures are those of the tests.
@Suite
struct FrontPageTests {
  private let page: String

  init() throws {
    page = try #require(Repository.text(at: "README.md"))
  }

  /// Every relative link of the front page and of the published studies leads to a file.
  @Test
  func linksLeadSomewhere() throws {
    let studies = Repository.paths(under: "reports").filter { $0.hasSuffix("README.md") }
    for path in ["README.md"] + studies {
      let text = try #require(Repository.text(at: path))
      let folder = path.split(separator: "/").dropLast().map { $0 + "/" }.joined()
      for link in Self.links(in: text) where !link.contains("://") {
        let there = Repository.root + "/" + folder + link
        #expect(FileManager.default.fileExists(atPath: there), "\(path): \(link)")
      }
    }
  }

  private static func links(in text: String) -> [String] {
    text.split(separator: "](").dropFirst().map { String($0.prefix { $0 != ")" }) }
  }

  /// Eight scenarios, each of which the program understands.
  @Test
  func theEightScenariosAreUnderstood() throws {
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| [scenarios/") }
    #expect(rows.count == 8)
    for path in rows.compactMap({ Self.links(in: String($0)).first }) {
      let done = try Program.run(["explain", Repository.root + "/" + path, "--quiet"])
      #expect(done.status == 0, "\(path): \(done.talk)")
    }
  }

  /// The smallest scenario is shown as it runs.
  @Test
  func theSmallestScenarioIsUnderstood() throws {
    let blocks = page.split(separator: "```").filter { $0.hasPrefix("yaml\n") }
    let text = try #require(blocks.first).dropFirst(5)
    let folder = Program.folder("smallest")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try TextFile.write(String(text), to: folder + "/smallest.yaml")
    let done = try Program.run(["explain", folder + "/smallest.yaml"])
    #expect(done.status == 0, "\(done.talk)")
  }

  @Test
  func commandsAreTrue() throws {
    #expect(FileManager.default.isExecutableFile(atPath: Repository.root + "/spillway"))
    #expect(FileManager.default.isExecutableFile(atPath: Repository.root + "/test"))
    let help = try Program.run(["--help"]).output
    let script = try #require(Repository.text(at: "test"))
    for word in ["--list", "--slow"] where page.contains("./test \(word)") {
      #expect(script.contains("  \(word))"), "./test \(word)")
    }
    for command in page.split(separator: "`").filter({ $0.hasPrefix("./spillway ") }) {
      let verb = command.split(separator: " ")[1]
      #expect(verb.hasPrefix("--") || help.contains("\n  \(verb) "), "\(command)")
    }
  }

  /// The picture is one that a page view can carry.
  @Test
  func thePictureIsSmall() throws {
    let path = Repository.root + "/reports/published/page.png"
    let bytes = try #require(FileManager.default.contents(atPath: path))
    #expect(bytes.count <= 200_000 && bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test
  func theAccuracyIsThatOfTheOracles() throws {
    let expected = try Self.accuracy()
    let shown = try block("accuracy")
    #expect(shown == expected, "README.md should have:\n\(expected)")
  }

  /// The speeds come from the bench, and none is left open.
  @Test
  func theSpeedIsWhatTheBenchPrints() throws {
    let rows = try block("speed").split(separator: "\n").map(String.init)
    #expect(rows.first == "| job | plain C | spillway | ratio | target |")
    #expect(rows.count > 6)
    let report = try #require(Repository.text(at: "Sources/spillway-bench/Report.swift"))
    #expect(report.contains(try #require(rows.first)))
    for row in rows.dropFirst(2) {
      #expect(row.hasPrefix("| ") && row.split(separator: "|").count == 5, "\(row)")
      #expect(row.contains { $0.isNumber }, "\(row)")
    }
  }

  /// What stands between the marks of a block that is not written by hand.
  private func block(_ name: String) throws -> String {
    let begin = try #require(page.firstRange(of: "<!-- \(name): begin"))
    let start = try #require(page[begin.upperBound...].firstRange(of: "-->\n"))
    let end = try #require(page.firstRange(of: "\n<!-- \(name): end"))
    return String(page[start.upperBound..<end.lowerBound])
  }

  /// The oracles by where their reference comes from, and how each is held.
  private static func accuracy() throws -> String {
    let text = try #require(Repository.text(at: "Tests/Vectors/oracles.json"))
    let oracles = try JSONDecoder().decode([Oracle].self, from: Data(text.utf8))
    let kind = Dictionary(uniqueKeysWithValues: oracles.map { ($0.name, $0.kind) })
    let map = try #require(Repository.text(at: "Tests/Vectors/oracle-map.csv"))
    let levels = map.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    var lines = [
      "| where the reference comes from | values | held by a formula | held by simulating | not yet |",
      "|---|---|---|---|---|",
    ]
    func row(_ words: String, _ chosen: (String) -> Bool) -> String {
      let mine = levels.filter { chosen(kind[String($0[0])] ?? "") }.map { $0[1] }
      let formula = mine.count { $0 == "closed-form" }
      let simulated = mine.count { $0 == "simulation" }
      let open = mine.count - formula - simulated
      return "| \(words) | \(mine.count) | \(formula) | \(simulated) | \(open) |"
    }
    for (name, words) in kinds { lines.append(row(words) { $0 == name }) }
    lines.append(row("all") { _ in true })
    return lines.joined(separator: "\n")
  }

  private struct Oracle: Decodable {
    let name: String
    let kind: String
  }

  private static let kinds = [
    ("exact", "exact: closed forms and solved chains"),
    ("published+exact", "exact, and printed in the literature"),
    ("simulation", "independent simulations by other programs"),
    ("asymptotic", "limits for large systems"), ("approximation", "known approximations"),
    ("fluid", "fluid limits"),
  ]
}
