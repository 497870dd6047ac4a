import Experiments
import Testing

@testable import Reports

@Suite
struct JSONTests {
  @Test
  func aDocumentIsExactlyThis() {
    let value = JSON.members([
      JSON.Member("list", .list([.integer(1), .number(0.5), .null, .bool(true)])),
      JSON.Member("none", .list([])),
      JSON.Member("in", .members([JSON.Member("x", .number(.infinity))])),
    ])
    let expected = """
      {
        "list": [
          1,
          0.5,
          null,
          true
        ],
        "none": [],
        "in": {
          "x": null
        }
      }

      """
    #expect(value.text == expected)
    #expect(value.compact == #"{"list":[1,0.5,null,true],"none":[],"in":{"x":null}}"#)
  }

  @Test
  func textCannotLeaveItsQuotes() {
    let cases = [
      ("a\"b\\c", #""a\"b\\c""#), ("</script>", #""\u003c/script\u003e""#),
      ("\n\r\t\u{0}\u{1F}", #""\n\r\t\u0000\u001f""#), ("\u{2028}é日", "\"\\u2028é日\""),
      ("&", #""\u0026""#),
    ]
    for (text, literal) in cases { #expect(JSON.text(text).compact == literal) }
  }

  @Test
  func aTableBecomesObjects() {
    var table = Table(
      name: "t",
      columns: [Table.Column("a", .text, "x"), Table.Column("b", .duration, "y")]
    )
    table.append([.text("=1"), .seconds(2)])
    table.append([.empty, .seconds(.infinity)])
    #expect(table.json.compact == #"[{"a":"=1","b":2},{"a":null,"b":null}]"#)
  }
}
