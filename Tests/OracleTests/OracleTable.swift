import TestKit
import Testing

/// A row of Tests/Vectors/oracles.json: what theory, or an independent program, says.
struct OracleRow: Sendable {
  let name: String
  let value: Double
  /// What the file allows, in the value's own unit.
  let tolerance: Double
  /// The standard error of a value that was itself simulated; zero for theory.
  let standardError: Double
  /// The value holds in a limit that no finite fleet reaches.
  let isLimit: Bool

  init?(_ json: JSON) {
    guard let name = json["name"]?.string, let value = json["value"]?.number else { return nil }
    self.name = name
    self.value = value
    let tolerance = json["tolerance"]?.number ?? 0
    let isRelative = json["tolerance_kind"]?.string == "relative"
    self.tolerance = isRelative ? tolerance * abs(value) : tolerance
    standardError = (json["ci95_halfwidth"]?.number ?? 0) / 1.96
    isLimit = json["kind"]?.string == "asymptotic"
  }

  static let all: [OracleRow] = {
    guard let text = Repository.text(at: "Tests/Vectors/oracles.json"),
      let rows = (try? JSON(text))?.array
    else { return [] }
    return rows.compactMap { OracleRow($0) }
  }()

  static func named(_ name: String) -> OracleRow? {
    all.first { $0.name == name }
  }
}

/// A line of Tests/Vectors/oracle-map.csv: who answers for a row.
struct OracleMapLine: Sendable, CustomTestStringConvertible {
  let name: String
  let level: String
  let test: String

  var testDescription: String { name }

  static let all: [OracleMapLine] = {
    let lines = Repository.text(at: "Tests/Vectors/oracle-map.csv")?.split(separator: "\n") ?? []
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return OracleMapLine(name: cells[0], level: cells[1], test: cells[2])
    }
  }()
}
