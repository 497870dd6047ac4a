import Testing

@testable import Scenarios

@Suite
struct DiagnosticTests {
  static func rendered(_ text: String, _ line: Int, _ from: Int, _ to: Int) -> String {
    var sources = Sources()
    let source = sources.add(SourceText(name: "scenarios/burst.yaml", text: text))
    let span = Span(
      source: source,
      start: Mark(line: line, column: from, offset: 0),
      end: Mark(line: line, column: to, offset: 0)
    )
    let message = "`pause` needs a unit, as in 30s or 250ms (found 30)"
    return ScenarioErrors([Diagnostic(at: span, message)], in: sources).rendered
  }

  @Test
  func looksLikeACompilerMessage() {
    let text = String(repeating: "\n", count: 13) + "      pause: 30"
    #expect(
      Self.rendered(text, 14, 14, 16) == """
        scenarios/burst.yaml:14:14: error: `pause` needs a unit, as in 30s or 250ms (found 30)
           14 |       pause: 30
              |              ^~

        """
    )
  }

  @Test
  func aLongLineIsCutAroundThePlace() {
    let text = String(repeating: "a", count: 300) + "30" + String(repeating: "b", count: 300)
    let lines = Self.rendered(text, 1, 301, 303).split(separator: "\n")
    #expect(lines[1].count < 120)
    #expect(lines[1].contains("...aaaa"))
    #expect(lines[1].hasSuffix("bbb..."))
    let caret = lines[2].count { $0 == " " || $0 == "|" }
    #expect(Array(lines[1])[caret] == "3")
  }

  @Test
  func nothingInATextSteersTheTerminal() {
    let lines = Self.rendered("pause: \u{1B}[31m\u{202E}30\t", 1, 8, 9).split(separator: "\n")
    #expect(lines[1] == "    1 | pause: \u{FFFD}[31m\u{FFFD}30 ")
  }

  @Test
  func sortedByPlaceWithoutRepeats() {
    var sources = Sources()
    let source = sources.add(SourceText(name: "x", text: "a\nb\nc"))
    let found = [(3, "third"), (1, "first"), (3, "third"), (1, "again")].map { line, message in
      let mark = Mark(line: line, column: 1, offset: 0)
      return Diagnostic(at: Span(source: source, start: mark, end: mark), message)
    }
    let errors = ScenarioErrors(found, in: sources)
    #expect(errors.diagnostics.map(\.message) == ["first", "again", "third"])
  }

  @Test
  func onlyTheFirstHundredArePrinted() {
    var sources = Sources()
    let source = sources.add(SourceText(name: "x", text: ""))
    let found = (0..<103).map { Diagnostic(at: .beginning(of: source), "\($0)") }
    #expect(ScenarioErrors(found, in: sources).rendered.hasSuffix("error: 99\n... and 3 more\n"))
  }
}
