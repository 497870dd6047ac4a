import Statistics
import TestKit
import Testing

/// One row of Tests/Vectors/oracles.json.
struct OracleRow: Sendable, CustomTestStringConvertible {
  let name: String
  let model: String
  let metric: String
  let value: Double
  let isExact: Bool
  let tolerance: Double
  let json: JSON

  var testDescription: String { name }

  subscript(_ parameter: String) -> Double {
    json["params"]?[parameter]?.number ?? .nan
  }

  func integer(_ parameter: String) -> Int { Int(self[parameter]) }

  func list(_ parameter: String) -> [Double] {
    json["params"]?[parameter]?.array?.compactMap(\.number) ?? []
  }

  func text(_ parameter: String) -> String { json["params"]?[parameter]?.string ?? "" }

  static let all: [OracleRow] = {
    guard let text = Repository.text(at: "Tests/Vectors/oracles.json"),
      let rows = (try? JSON(text))?.array
    else { return [] }
    return rows.map { row in
      let kind = row["kind"]?.string ?? ""
      let tolerance = row["tolerance"]?.number ?? 0
      let value = row["value"]?.number ?? .nan
      let isRelative = row["tolerance_kind"]?.string == "relative"
      return OracleRow(
        name: row["name"]?.string ?? "",
        model: row["model"]?.string ?? "",
        metric: row["metric"]?.string ?? "",
        value: value,
        isExact: kind.contains("exact") || kind == "fluid" || kind == "asymptotic",
        tolerance: isRelative ? tolerance * abs(value) : tolerance,
        json: row
      )
    }
  }()
}

/// Every oracle that is a formula or a chain is computed and compared; the map says which are.
@Suite
struct OracleFormulasTests {
  static let map: [(name: String, level: String, test: String)] = {
    let lines = Repository.text(at: "Tests/Vectors/oracle-map.csv")?.split(separator: "\n") ?? []
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return (String(cells[0]), String(cells[1]), String(cells[2]))
    }
  }()

  static let closedForms: [OracleRow] = {
    // What was simulated elsewhere has no formula; everything else has, whoever else holds it.
    OracleRow.all.filter { $0.json["kind"]?.string != "simulation" }
  }()

  @Test
  func everyRowHasALevel() {
    #expect(OracleRow.all.count == 121)
    #expect(Self.map.map(\.name).sorted() == OracleRow.all.map(\.name).sorted())
    #expect(
      Self.map.allSatisfy { row in
        ["closed-form", "module", "simulation", "study"].contains(row.level)
          || row.level.hasPrefix("pending:")
      }
    )
    #expect(Self.closedForms.count > 80)
  }

  @Test(arguments: closedForms)
  func formulaGivesTheValue(row: OracleRow) throws {
    let found = try #require(try OracleFormula.value(of: row), "no formula for \(row.model)")
    // Some values were themselves found on a grid; ours agree with quadrature to 12 digits.
    let isFromGrid = row.json["source"]?.string?.contains("density propagated") == true
    let relative = isFromGrid ? 2e-5 : 1e-6
    let allowed = row.isExact ? relative * max(abs(row.value), 1e-9) : row.tolerance
    #expect(abs(found - row.value) <= allowed, "\(row.name): \(found), expected \(row.value)")
  }
}
