import Reports
import Scenarios
import Testing

@testable import Commands

@Suite
struct ExplanationTests {
  /// Everything that a scenario's `explain` promises is there, for people and for programs.
  @Test
  func nothingIsMissing() throws {
    let scenario = try SampleStudy.scenario(SampleStudy.text)
    var console = Console(keeping: 100)
    let explanation = Explanation(scenario)
    explanation.show(on: &console, Terminal(width: 100, hasColour: false))
    for part in [
      "in flight", "Servers by constraint", "What binds", "quick attempts", "A run:",
      "The world as understood",
    ] {
      #expect(console.output.contains(part), "\(part)")
    }
    let text = explanation.json(scenario).text
    for part in ["\"servers\"", "\"retries\"", "\"breakers\"", "\"cost\"", "\"assumptions\""] {
      #expect(text.contains(part), "\(part)")
    }
  }
}
