import Experiments
import Testing
import TimeAndChance

@testable import Reports

@Suite
struct CSVTests {
  private static func column(_ name: String, _ kind: Table.Kind = .text) -> Table.Column {
    Table.Column(name, kind, "For the test.")
  }

  @Test
  func aSmallTableIsExactlyThis() {
    var table = Table(
      name: "t",
      columns: [
        Self.column("name"), Self.column("n", .integer), Self.column("value", .number),
        Self.column("takes", .duration),
      ]
    )
    table.append([.text("plain"), .integer(-7), .number(1.0 / 3), .seconds(0.0746)])
    table.append([.text("a,b \"c\"\nd"), .integer(.max), .number(.nan), .seconds(.infinity)])
    table.append([.text("=SUM(A1)"), .empty, .number(-5), .empty])
    let expected = """
      name,n,value,takes
      plain,-7,0.333333333333,0.0746
      "a,b ""c""
      d",9223372036854775807,,
      "'=SUM(A1)",,-5,

      """
    #expect(String(decoding: table.csv, as: UTF8.self) == expected)
  }

  @Test
  func formulasOfEveryKindAreNeutralised() {
    for start in ["=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "'=", "''@"] {
      let text = start + "cmd|' /C calc'!A0"
      #expect(CSVText.neutralised(text) == "'" + text)
    }
    for text in ["", "p99", "'quoted'", "a=b", " =1", "1-2"] {
      #expect(CSVText.neutralised(text) == text)
    }
  }

  @Test
  func aLoneEmptyCellIsNotAnEmptyLine() throws {
    var table = Table(name: "t", columns: [Self.column("only")])
    table.append([.empty])
    table.append([.text("")])
    #expect(try StrictCSV(table.csv).rows == [["only"], [""], [""]])
  }

  /// Names made of everything that ever broke a CSV reader.
  private static func hostile(using stream: inout RandomStream) -> String {
    let pieces = [
      "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "\"", "\"\"", ",", ";", "'", "`", "\\", " ",
      "#", "a", "Z", "0", "é", "日本", "👩‍👩‍👧", "\u{202E}", "\u{FEFF}", "\u{0}", "<script>", "</script>",
      "../../etc/passwd", "NULL", "NaN", "inf", "-1", "1e5", "\u{FF1D}", "\u{301}",
    ]
    return (0..<stream.below(8)).map { _ in pieces[Int(stream.below(UInt64(pieces.count)))] }
      .joined()
  }

  @Test(arguments: 0..<20)
  func whatWasWrittenIsReadBack(seed: UInt64) throws {
    var stream = RandomStream(Seed(seed), "hostile names")
    for _ in 0..<50 {
      let width = 1 + Int(stream.below(5))
      var header: [String] = []
      for index in 0..<width { header.append("c\(index)" + Self.hostile(using: &stream)) }
      var table = Table(name: "t", columns: header.map { Self.column($0) })
      var expected = [header]
      for _ in 0..<stream.below(20) {
        let row = (0..<width).map { _ in Self.hostile(using: &stream) }
        table.append(row.map { .text($0) })
        expected.append(row)
      }
      let read = try StrictCSV(table.csv).rows.map { $0.map(StrictCSV.withoutNeutralisation) }
      let same = read.elementsEqual(expected) {
        $0.map { Array($0.utf8) } == $1.map { Array($0.utf8) }
      }
      #expect(same, "seed \(seed)")
    }
  }

  @Test
  func theStrictReaderRefusesWhatIsWrong() {
    let wrong: [(String, StrictCSV.Fault)] = [
      ("a\"b\n", .strayQuote(line: 1)), ("\"a\"b\n", .textAfterQuote(line: 1)),
      ("\"a\n", .unfinishedQuote), ("a,b\nc\n", .ragged(line: 2, expected: 2, found: 1)),
      ("a\r\n", .carriageReturn(line: 1)), ("a", .noLastLineEnd),
    ]
    for (text, fault) in wrong {
      #expect(throws: fault) { try StrictCSV(Array(text.utf8)) }
    }
  }
}
