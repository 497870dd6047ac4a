import Testing

@testable import Scenarios

@Suite
struct NodeTests {
  @Test(arguments: [
    ("a: 5", "5"), ("a: \"5\"", "\"5\""), ("a:", "nothing"), ("a: ~", "nothing"),
    ("a: null", "nothing"), ("a: 'null'", "\"null\""), ("a: [1]", "a list"), ("a: {b: 1}", "a map"),
    ("a: " + String(repeating: "x", count: 50), String(repeating: "x", count: 37) + "..."),
  ])
  func described(text: String, description: String) {
    #expect(Written(text).root?["a"]?.described == description)
  }

  @Test
  func weightCountsAliases() {
    #expect(Written("{a: &x [1, 2], b: *x}").root?.weight == 9)
  }
}
