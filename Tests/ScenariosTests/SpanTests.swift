import Testing

@testable import Scenarios

@Suite
struct SpanTests {
  @Test
  func marksAreOrderedByLineAndColumn() {
    let first = Mark(line: 1, column: 9, offset: 8)
    let second = Mark(line: 2, column: 1, offset: 10)
    #expect(first < second)
    #expect(second.advanced(by: 2) == Mark(line: 2, column: 3, offset: 12))
  }
}
