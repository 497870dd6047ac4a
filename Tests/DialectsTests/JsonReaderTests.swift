import Dialects
import Testing

@Suite
struct JsonReaderTests {
  private func read(_ text: String) throws(JsonError) -> Json {
    try JsonReader.read(Array(text.utf8))
  }

  @Test
  func readsWhatItWrites() throws {
    let texts = [
      #"{"a": [1, -2.5, 1e+30, true, false, null], "b": {"c": "d\n\"\\"}}"#, "[]", "{}", "0",
      #""ä€𝄞""#,
    ]
    for text in texts {
      let value = try read(text)
      #expect(value.description == text)
    }
  }

  @Test
  func knowsEscapesAndLines() throws {
    let value = try read("{\n\"a\": \"\\u00e4\\ud834\\udd1e\\/\",\n\n\"b\": [1,\n2]}")
    #expect(value["a"]?.text == "ä𝄞/")
    #expect(value["a"]?.line == 2 && value["b"]?.line == 4)
    #expect(value["b"]?.list?.last?.line == 5)
    let twice = try read(#"{"a": 1, "a": 2}"#)
    #expect(twice["a"]?.integer == 2)
  }

  @Test(arguments: [
    ("", 1), ("{", 1), ("[1,\n2,,3]", 2), ("{\"a\" 1}", 1), ("01", 1), ("1.", 1), ("+1", 1),
    ("1e", 1), ("\"\n\"", 1), ("\"\\x\"", 1), ("\"\\ud834x\"", 1), ("[1]\n\n]", 3), ("nul", 1),
    ("{a: 1}", 1), ("1e999", 1), ("\"abc", 1),
  ])
  func refusesWhatIsNotJson(_ text: String, _ line: Int) {
    #expect {
      _ = try read(text)
    } throws: { error in
      (error as? JsonError)?.line == line
    }
  }

  @Test
  func refusesBottomlessNestingAndBadText() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JsonError.self) { _ = try read(deep) }
    #expect(throws: JsonError.self) { _ = try JsonReader.read([0x22, 0xff, 0x22]) }
  }
}
