import TestKit
import Testing

@testable import Commands

@Suite
struct HelpTextTests {
  @Test
  func theOverviewIsAsStored() {
    #expect(GoldenFile("help/overview.txt").difference(from: HelpText.overview(Verb.all)) == nil)
  }

  @Test(arguments: Verb.all.map(\.name))
  func everyVerbsHelpIsAsStored(name: String) throws {
    let verb = try #require(Verb.all.first { $0.name == name })
    #expect(GoldenFile("help/\(name).txt").difference(from: HelpText.verb(verb)) == nil)
  }

  @Test
  func columnsWrapWhatIsTooWide() {
    let wide = String(repeating: "x", count: 31)
    let text = HelpText.columns([("a", "one"), ("bcd", "two"), (wide, "three")])
    #expect(text == "  a    one\n  bcd  two\n  \(wide)\n       three")
  }
}
