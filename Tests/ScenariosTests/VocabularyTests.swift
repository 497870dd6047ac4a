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

  @Test
  func theSchemaNamesEverySection() {
    let schema = Scenario.jsonSchema
    for key in ["\"load\"", "\"fleet\"", "\"expect\"", "\"$defs\"", "\"lognormal\""] {
      #expect(schema.contains(key))
    }
  }
}
