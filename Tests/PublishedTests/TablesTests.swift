import Experiments
import FoundationEssentials
import Reports
import TestKit
import Testing

/// Every table is read by DuckDB in its strict mode and by pandas, with no option set.
@Suite
struct TablesTests {
  private static let reader = Repository.root + "/.ci/read-tables.py"

  /// Names made of what breaks readers.
  private static let hostile = [
    "=1+1", "-2", "@SUM(A1)", "+3", "a,b", "say \"hi\"", "two\nlines", "tab\there", "#no comment",
    "日本 👩‍👩‍👧", "'quoted'", " spaces ", "NULL", "</script>", "../../etc/passwd", "\u{FEFF}mark",
  ]

  @Test(.enabled(if: LongRun.isAsked(for: "tables"), "part of ./test --slow tables"))
  func othersReadThemWithoutOptions() throws {
    let venv = Repository.root + "/.build/tables-venv"
    try Self.prepare(venv)
    let folder = Program.folder("tables")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (verb, scenario, more) in [
      ("compare", "scenarios/starters/outage.yaml", ["--replications", "2"]),
      ("run", "Tests/Golden/Runs/steady.yaml", ["--replications", "2"]),
      ("check", "scenarios/oracles/mm1.yaml", ["--replications", "2"]),
    ] {
      let out = "\(folder)/\(verb)"
      let done = try Program.run(
        [verb, Repository.root + "/" + scenario, "--out", out, "--quiet"] + more
      )
      try #require([0, 1, 4].contains(done.status), "\(done.talk)")
    }
    try TextFile.write(
      String(decoding: Self.table.csv, as: UTF8.self),
      to: folder + "/hostile/hostile.csv"
    )
    let done = try Program.start(
      venv + "/bin/python",
      [
        Self.reader, folder, Repository.root + "/reports/published",
        Repository.root + "/Tests/Vectors",
      ]
    )
    #expect(done.status == 0, "\(done.output)\(done.talk)")
    #expect(done.output.contains("hostile.csv"))
  }

  private static var table: Table {
    var table = Table(
      name: "hostile",
      columns: [
        Table.Column("name", .text, "A name."), Table.Column("value", .number, "A number."),
      ]
    )
    for (index, name) in hostile.enumerated() {
      table.append([.text(name), index % 3 == 2 ? .empty : .number(Double(index) - 0.5)])
    }
    return table
  }

  /// DuckDB and pandas in a Python of their own; without a network there is nothing to compare with.
  private static func prepare(_ venv: String) throws {
    let probe = ["-c", "import duckdb, pandas"]
    if try Program.start(venv + "/bin/python", probe).status == 0 { return }
    let made = try Program.start("python3", ["-m", "venv", venv])
    let pip = try Program.start(
      venv + "/bin/python",
      ["-m", "pip", "install", "--quiet", "duckdb", "pandas"]
    )
    if made.status != 0 || pip.status != 0 {
      try Test.cancel("NOT CHECKED: no DuckDB and pandas to be had here: \(made.talk)\(pip.talk)")
    }
  }

  /// The always-on half: what is published parses as RFC 4180 and every row has the header's width.
  @Test
  func whatIsPublishedIsStrict() throws {
    let files = Repository.paths(under: "reports/published").filter { $0.hasSuffix(".csv") }
    #expect(files.count >= 4)
    for file in files {
      let text = try #require(Repository.text(at: file))
      let rows = try #require(Self.rows(of: text), "\(file)")
      #expect(rows.count > 1 && rows.allSatisfy { $0 == rows[0] }, "\(file)")
    }
  }

  /// The number of cells of each record; nil when a quote stands where none may stand.
  private static func rows(of text: String) -> [Int]? {
    var (rows, cells, isQuoted, isFresh) = ([Int](), 1, false, true)
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\"") where isQuoted:
        if bytes.first == UInt8(ascii: "\"") { bytes.removeFirst() } else { isQuoted = false }
      case UInt8(ascii: "\""):
        guard isFresh else { return nil }
        isQuoted = true
      case UInt8(ascii: ",") where !isQuoted: cells += 1
      case UInt8(ascii: "\n") where !isQuoted:
        rows.append(cells)
        cells = 1
      case UInt8(ascii: "\r") where !isQuoted: return nil
      default: break
      }
      isFresh = !isQuoted && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n"))
    }
    return isQuoted || cells != 1 ? nil : rows
  }
}
