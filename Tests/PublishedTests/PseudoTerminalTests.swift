import FoundationEssentials
import TestKit
import Testing

/// The program as a person meets it: in a terminal, in a pipe, and stopped half-way.
@Suite(.serialized)
struct PseudoTerminalTests {
  private static let scenario = Repository.root + "/scenarios/starters/outage.yaml"

  private static func words(_ replications: Int, out: String) -> [String] {
    [
      Program.path, "run", scenario, "--replications", "\(replications)", "--out", out, "--jobs",
      "1",
    ]
  }

  /// How often the progress line was drawn.
  private static func drawings(_ text: String) -> Set<Substring> {
    Set(text.split(separator: "\r").filter { $0.contains(" replications") && $0.contains("%") })
  }

  @Test
  func theProgressLineMovesAndVanishes() throws {
    let out = Program.folder("progress")
    defer { try? FileManager.default.removeItem(atPath: out) }
    let terminal = try PseudoTerminal(Self.words(8, out: out), environment: Program.environment)
    terminal.watch()
    #expect(terminal.status == 0)
    #expect(Self.drawings(terminal.shown).count >= 3, "\(terminal.shown)")
    let left = terminal.screen.filter { $0.contains("░") || $0.contains("% ") && $0.contains("/8") }
    #expect(left == [], "the progress line is gone at the end")
    #expect(terminal.screen.contains { $0.hasPrefix("Results: ") })
    #expect(terminal.screen.allSatisfy { $0.count <= 80 || $0.contains("\u{1B}") })
  }

  @Test
  func ctrlCKeepsWhatIsFinished() throws {
    let out = Program.folder("stopped")
    defer { try? FileManager.default.removeItem(atPath: out) }
    let terminal = try PseudoTerminal(Self.words(500, out: out), environment: Program.environment)
    try #require(terminal.watch { $0.contains(" 2/500 ") })
    terminal.type("\u{3}")
    terminal.watch()
    #expect(terminal.status == 130)
    #expect(terminal.shown.contains("what is finished is kept"))
    for file in ["summary.csv", "timeline.csv", "ledger.csv", "report.html", "provenance.json"] {
      let text = try #require(FileManager.default.contents(atPath: out + "/" + file), "\(file)")
      #expect(!text.isEmpty)
    }
    let page = String(
      decoding: try #require(FileManager.default.contents(atPath: out + "/report.html")),
      as: UTF8.self
    )
    #expect(page.hasSuffix("</html>\n"))
    let ledger = String(
      decoding: try #require(FileManager.default.contents(atPath: out + "/ledger.csv")),
      as: UTF8.self
    )
    #expect(ledger.split(separator: "\n").count >= 3, "a header and at least two replications")
    let names = try FileManager.default.contentsOfDirectory(atPath: out)
    #expect(!names.contains { $0.contains(".tmp") || $0.contains(".new") }, "\(names)")
  }

  /// Results go down the pipe, the line and the talk stay on the terminal.
  @Test
  func aPipeGetsResultsAlone() throws {
    let out = Program.folder("piped")
    defer { try? FileManager.default.removeItem(atPath: out) }
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    let piped = out + "/said.txt"
    let terminal = try PseudoTerminal(
      Self.words(2, out: out + "/results"),
      environment: Program.environment,
      output: piped
    )
    terminal.watch()
    #expect(terminal.status == 0)
    let said = String(
      decoding: try #require(FileManager.default.contents(atPath: piped)),
      as: UTF8.self
    )
    #expect(said.contains("delivered") && !said.contains("\u{1B}") && !said.contains("\r"))
    #expect(!terminal.shown.contains("delivered"))
    let quiet = try Program.run([
      "run", Self.scenario, "--replications", "1", "--json", "--out", out + "/json",
    ])
    #expect(quiet.status == 0 && quiet.talk.isEmpty, "\(quiet.talk)")
    #expect(quiet.output.hasPrefix("{") && quiet.output.hasSuffix("}\n"))
  }
}
