import Dialects
import Testing

@Suite
struct JsonTests {
  @Test
  func accessorsAnswerOnlyForTheirKind() {
    let kinds: [Json.Content] = [
      .null, .bool(true), .number(1), .text("x"), .list([]), .members([]),
    ]
    for (index, content) in kinds.enumerated() {
      let value = Json(content)
      let answers = [
        value.isNull, value.bool != nil, value.number != nil, value.text != nil,
        value.list != nil, value.members != nil,
      ]
      #expect(answers.indices.filter { answers[$0] } == [index])
    }
  }

  @Test(arguments: [(1.0, 1), (1.5, nil), (1e300, nil), (-3, -3)])
  func onlyWholeNumbersAreIntegers(_ number: Double, _ integer: Int?) {
    #expect(Json(.number(number)).integer == integer)
  }

  @Test(arguments: [(3.0, "3"), (0.1, "0.1"), (1e20, "1e+20"), (-0.5, "-0.5")])
  func numbersAreWrittenShort(_ number: Double, _ text: String) {
    #expect(Json.written(number) == text)
  }
}
