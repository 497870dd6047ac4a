import GatewayModel
import Scenarios
import Statistics
import TestKit
import Testing
import TimeAndChance

/// Whole simulations against theory: the files of scenarios/oracles, played as they stand.
///
/// A row holds when the mean over independent replications lies within a Student interval of the
/// exact value. Each interval misses with probability 10⁻⁸, so that all of them together raise a
/// false alarm in less than one run of a million. That the interval is narrower than the tolerance
/// of the file is checked too: a test that could not fail proves nothing. `./test --slow oracles`
/// makes the full number of replications; `./test` makes a share of them, with wider intervals.
@Suite
struct SimulationTests {
  static let miss = 1e-8

  @Test(arguments: OracleScenario.all)
  func theWorldAgrees(_ oracle: OracleScenario) throws {
    let path = Repository.root + "/scenarios/oracles/\(oracle.file).yaml"
    let scenario = try Scenario.load(path: path, overrides: oracle.changes)
    let plan = scenario.world
    let runs = LongRun.size(of: "oracles", share: oracle.runs, full: oracle.fullRuns)
    let seed = Seed(UInt64(scenario.run.seed))
    var values = [[Double]](repeating: [], count: oracle.rows.count)
    for run in 0..<runs {
      let result = WorldRun.measure(plan, seed: seed.numbered(UInt64(run)))
      #expect(result.ledgersAddUp && result.lost.allSatisfy { $0 == 0 }, "replication \(run)")
      let reading = Reading(result, of: plan)
      for (index, row) in oracle.rows.enumerated() {
        values[index].append(try #require(row.read(reading), "\(row.name), replication \(run)"))
      }
    }
    for (index, row) in oracle.rows.enumerated() {
      let exact = try #require(OracleRow.named(row.name))
      try judge(values[index], against: exact, share: Double(runs) / Double(oracle.fullRuns))
    }
  }

  private func judge(_ values: [Double], against row: OracleRow, share: Double) throws {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares / (count - 1) / count).squareRoot()
    let t = SpecialFunctions.studentQuantile(1 - Self.miss / 2, df: count - 1)
    // Histograms round to 0.1 %; a limit is approached by a fleet that ends; and a program that was
    // run for comparison may decide a detail otherwise (a breaker's verdict on its last probes).
    let isSimulated = row.standardError > 0
    let known = isSimulated ? row.tolerance : (row.isLimit ? 0.01 : 0.001) * abs(row.value)
    let width = t * (error * error + row.standardError * row.standardError).squareRoot()
    let found = "\(row.name): \(mean) ± \(width) from \(values.count) runs, exact \(row.value)"
    #expect(abs(mean - row.value) <= (isSimulated ? max(width, known) : width + known), "\(found)")
    let power = row.tolerance * max(1, 2 / share.squareRoot())
    #expect(t * error <= power, "\(found), to be known within \(power)")
  }
}
