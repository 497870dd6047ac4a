import Testing

@testable import Scenarios

@Suite
struct NodeBuilderTests {
  @Test(arguments: [
    ("", "1:1 the scenario is empty"),
    ("# nothing\n", "1:1 the scenario is empty"),
    ("a: 1\n---\nb: 2\n", "2:1 a scenario is one document; remove what follows this `---`"),
    ("a:\n\tb: 1\n", "2:1 a tab cannot indent YAML; use spaces"),
    ("a: 1\na: 2\n", "2:1 `a` is given twice (first in line 1)"),
    ("{a: 1, \"a\": 2}", "1:8 `a` is given twice (first in line 1)"),
    ("[a]: 1\n", "1:1 a key is a word, not a list"),
    ("a: *b\n", "1:4 `*b` refers to no anchor before it"),
    ("a: &a [*a]\n", "1:8 `*a` refers to no anchor before it"),
    (
      "a: !!python/object:os.system [ls]\n",
      "1:4 tags are not used in a scenario (found tag:yaml.org,2002:python/object:os.sy...)"
    ),
    ("a: !env X\n", "1:4 tags are not used in a scenario (found !env)"),
    ("a: [1, 2\n", "2:1 not YAML: did not find expected ',' or ']'"),
    ("a: \"open\n", "2:1 not YAML: found unexpected end of stream"),
    ("a: b: c\n", "1:5 not YAML: mapping values are not allowed in this context"),
    ("a: 1\n b: 2\n", "2:3 not YAML: mapping values are not allowed in this context"),
    ("a: \u{7}\n", "1:4 not YAML: control characters are not allowed"),
    ("a: @b\n", "1:4 not YAML: found character that cannot start any token"),
    ("%YAML 3.0\n---\na: 1\n", "1:1 not YAML: found incompatible YAML document"),
    ("a: |\n  x\n b: 1\n", "3:2 not YAML: did not find expected key"),
  ])
  func refused(text: String, message: String) {
    #expect(Written(text).messages == [message])
  }

  @Test
  func badUTF8HasAPlace() {
    let bytes = Array("title: caf".utf8) + [0xE9, 0x0A]
    #expect(Written(bytes: bytes).messages == ["1:11 this is not UTF-8; save the file as UTF-8"])
  }

  @Test
  func utf16IsNotUTF8() {
    let bytes: [UInt8] = [0xFF, 0xFE, 0x61, 0x00]
    #expect(Written(bytes: bytes).messages == ["1:1 this is not UTF-8; save the file as UTF-8"])
  }

  @Test
  func aByteOrderMarkIsNoContent() {
    #expect(Written(bytes: [0xEF, 0xBB, 0xBF] + Array("a: 5".utf8)).root?["a"]?.text == "5")
  }

  @Test
  func nestingEnds() {
    for (depth, isFine) in [(64, true), (65, false), (100_000, false)] {
      let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      let written = Written(text)
      #expect((written.root != nil) == isFine, "depth \(depth)")
      if !isFine { #expect(written.messages == ["1:65 nested deeper than 64 levels"]) }
    }
  }

  @Test
  func aliasesCannotExplode() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let list = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(list)]\n"
    }
    let messages = Written(text).messages
    #expect(messages.count == 1)
    #expect(messages[0].hasSuffix("aliases expand to more than 100000 values"))
  }

  @Test
  func sizeIsLimited() {
    let large = [UInt8](repeating: 0x20, count: ReadingLimit.bytes + 1)
    #expect(
      Written(bytes: large).messages == ["1:1 a scenario is at most 4 MiB (found 4194305 bytes)"]
    )
    let many = Written("[" + String(repeating: "1,", count: 200_000) + "]")
    #expect(
      many.messages.map { String($0.drop { $0 != " " }) } == [
        " a scenario has at most 100000 values"
      ]
    )
  }

  @Test
  func placesCountCharactersAndBytes() throws {
    let root = try #require(Written("é: 'ü'\nb: {ß: 5}\n").root)
    let inner = try #require(root["b"]?.entries?.first)
    #expect(inner.keySpan.start == Mark(line: 2, column: 5, offset: 13))
    #expect(inner.value.span.start == Mark(line: 2, column: 8, offset: 17))
    #expect(root["é"]?.plain == nil)
    #expect(root["é"]?.text == "ü")
  }

  @Test
  func jsonIsYAML() {
    let root = Written("{\n\t\"a\": [1, \"2\", true, null],\n\t\"b\": {\"c\": \"d\"}\n}\n").root
    #expect(root?["a"]?.items?.map(\.described) == ["1", "\"2\"", "true", "nothing"])
    #expect(root?["b"]?["c"]?.text == "d")
  }

  @Test
  func textTagsMakeText() {
    #expect(Written("a: !!str 5").root?["a"]?.plain == nil)
    #expect(Written("a: !!int 5").root?["a"]?.plain == "5")
  }
}
