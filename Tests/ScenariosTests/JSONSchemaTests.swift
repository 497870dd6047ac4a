import Testing

@testable import Scenarios

@Suite
struct JSONSchemaTests {
  @Test
  func keysCarryTheirMeaning() {
    let text = Schema.document(title: "t", root: TableTests.table.schema, named: [])
    #expect(text.contains("\"description\": \"count: in all, the first included (standard: 4)\""))
    #expect(text.contains("\"additionalProperties\": false"))
  }

  @Test
  func textIsEscaped() {
    let text = JSONText.object([("a\"\\\n\u{1}", .string("é"))]).rendered()
    #expect(text == "{\n  \"a\\\"\\\\\\n\\u0001\": \"é\"\n}")
  }
}
