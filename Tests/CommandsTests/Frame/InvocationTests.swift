import Testing

@testable import Commands

@Suite
struct InvocationTests {
  @Test
  func valuesAreFoundByName() {
    let invocation = Invocation(
      verb: .sample,
      operands: ["a"],
      values: ["seed": ["1", "2"], "json": [""]]
    )
    #expect(invocation.all("seed") == ["1", "2"] && invocation.last("seed") == "2")
    #expect(invocation.number("seed") == 2)
    #expect(invocation.has("json") && !invocation.has("quiet"))
    #expect(invocation.last("out") == nil)
  }

  @Test
  func anOptionOutsideTheTableIsOurMistake() async {
    await #expect(processExitsWith: .failure) {
      _ = Invocation(verb: .picky, operands: [], values: [:]).has("seed")
    }
  }
}
