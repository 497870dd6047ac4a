import GatewayModel
import Scenarios
import Statistics
import TestKit
import Testing
import TimeAndChance

/// A 95 % interval contains the truth 95 times in a hundred: counted, not believed.
///
/// Every seed is a small study of eight replications. The number of intervals that contain the exact
/// mean wait is binomial; the test fails where a tail beyond what was found has less than 5 · 10⁻⁷.
@Suite
struct CoverageTests {
  struct Study: Sendable, CustomTestStringConvertible {
    let row: String
    let file: String
    let changes: [String]

    var testDescription: String { row }
  }

  static let studies = [
    Study(
      row: "law_kelton_mm1_steady",
      file: "mm1",
      // A third of the load: waits that are independent after a few calls.
      changes: [
        "load.customers.arrivals={poisson: 0.5/s}", "run.duration=20000s", "run.warm-up=100s",
      ]
    ),
    Study(
      row: "mmc_c10_a8_Wq",
      file: "mm10",
      changes: ["run.duration=2500s", "run.warm-up=100s"]
    ),
  ]

  @Test(arguments: studies)
  func intervalsContainTheTruth(_ study: Study) throws {
    let path = Repository.root + "/scenarios/oracles/\(study.file).yaml"
    let plan = try Scenario.load(path: path, overrides: study.changes).world
    // M/M/1 at half its use waits as long as a call takes.
    let exact = study.file == "mm1" ? 1 : try #require(OracleRow.named(study.row)).value
    let seeds = LongRun.size(of: "coverage", share: 100, full: 1000)
    var inside = 0
    for seed in 0..<seeds {
      let root = Seed(UInt64(seed)).named("coverage")
      let waits = try (0..<8).map { run in
        let result = WorldRun.measure(plan, seed: root.numbered(UInt64(run)))
        return try #require(Metric.named("wait")?.read(Reading(result, of: plan), .mean))
      }
      let mean = waits.reduce(0, +) / 8
      let squares = waits.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let half = SpecialFunctions.studentQuantile(0.975, df: 7) * (squares / 56).squareRoot()
      if abs(mean - exact) <= half { inside += 1 }
    }
    let tails = Self.tails(of: inside, among: seeds)
    #expect(tails.low > 5e-7 && tails.high > 5e-7, "\(inside) of \(seeds) intervals")
  }

  /// P(X ≤ found) and P(X ≥ found) for a binomial with 95 %.
  private static func tails(of found: Int, among all: Int) -> (low: Double, high: Double) {
    let (k, n) = (Double(found), Double(all))
    let low = found == all ? 1 : SpecialFunctions.beta(0.05, n - k, k + 1)
    let high = found == 0 ? 1 : SpecialFunctions.beta(0.95, k, n - k + 1)
    return (low, high)
  }
}
