import TestKit
import Testing

@testable import Scenarios

@Suite
struct VocabularyTests {
  @Test
  func namedShapesAreFound() {
    #expect(!Vocabulary.shape(named: "distribution").ways.isEmpty)
  }

  /// `SPILLWAY_UPDATE_GOLDEN=1` rewrites the generated part of the page and keeps the rest.
  @Test
  func thePageInScenariosIsInStep() throws {
    let path = "scenarios/README.md"
    let page = try #require(Repository.text(at: path))
    let (beginning, end) = (Vocabulary.beginning, Vocabulary.end)
    let before = page.firstRange(of: beginning).map { String(page[..<$0.lowerBound]) }
    let after = page.firstRange(of: end).map { String(page[$0.upperBound...]) }
    let generated = "\(beginning)\n\n\(Vocabulary.page)\n\(end)"
    let whole = (before ?? page + "\n") + generated + (after ?? "\n")
    if Environment.value("SPILLWAY_UPDATE_GOLDEN") != nil {
      try TextFile.write(whole, to: Repository.root + "/" + path)
      return
    }
    #expect(GoldenFile.firstDifference(stored: page, found: whole) == nil)
  }

  /// The reader's guide before the generated part: claims and questions by their number, the rest by name.
  @Test(arguments: ["claims", "starters", "incidents"])
  func everyShippedScenarioIsInTheGuide(folder: String) throws {
    let page = try #require(Repository.text(at: "scenarios/README.md"))
    let guide = page.firstRange(of: Vocabulary.beginning).map { page[..<$0.lowerBound] } ?? ""
    let names = Repository.paths(under: "scenarios/" + folder).compactMap { path in
      path.split(separator: "/").last?.split(separator: ".").first.map(String.init)
    }
    #expect(names.count >= 9)
    let missing = names.filter { name in
      let number = name.split(separator: "-").first.map(String.init) ?? name
      return !guide.contains("`\(number)`") && !guide.contains("`\(name)`")
        && !guide.contains("/\(name).yaml")
    }
    #expect(missing.isEmpty)
  }

  @Test
  func theSchemaNamesEverySection() {
    let schema = Scenario.jsonSchema
    for key in ["\"load\"", "\"fleet\"", "\"expect\"", "\"$defs\"", "\"lognormal\""] {
      #expect(schema.contains(key))
    }
  }
}
