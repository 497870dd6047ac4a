import Testing

@testable import Scenarios

@Suite
struct SourceTextTests {
  @Test
  func linesEndWhereYAMLSaysSo() {
    let text = SourceText(name: "x", text: "a\nb\r\nc\rd\u{85}e\u{2028}f")
    #expect((1...7).map { text.line($0) } == ["a", "b", "c", "d", "e", "f", nil])
  }

  @Test(arguments: [(0, 1, 1), (3, 1, 3), (4, 2, 1), (7, 2, 4)])
  func bytesHavePlaces(offset: Int, line: Int, column: Int) {
    let text = SourceText(name: "x", text: "aé\nxyz")
    #expect(text.mark(atOffset: offset) == Mark(line: line, column: column, offset: offset))
  }

  @Test
  func anEmptyTextHasOneEmptyLine() {
    #expect(SourceText(name: "x", text: "").line(1) == "")
  }
}
