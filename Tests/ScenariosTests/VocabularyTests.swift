import Testing

@testable import Scenarios

@Suite
struct VocabularyTests {
  @Test
  func namedShapesAreFound() {
    #expect(!Vocabulary.shape(named: "distribution").ways.isEmpty)
  }
}
