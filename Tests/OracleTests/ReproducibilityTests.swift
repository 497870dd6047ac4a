import GatewayModel
import Scenarios
import TestKit
import Testing
import TimeAndChance

/// The same plan and seed give the same measurements, to the last bucket.
@Suite
struct ReproducibilityTests {
  @Test(arguments: ["mm10", "priority-10", "erlang-a", "ladder", "breaker-renewal", "two-choices"])
  func theSameSeedGivesTheSameRun(_ file: String) throws {
    let path = Repository.root + "/scenarios/oracles/\(file).yaml"
    let changes = ["run.duration=400s", "run.warm-up=50s", "run.interval=10s"]
    let plan = try Scenario.load(path: path, overrides: changes).world
    let again = try Scenario.load(path: path, overrides: changes).world
    let first = String(describing: WorldRun.measure(plan, seed: Seed(11)))
    let second = String(describing: WorldRun.measure(again, seed: Seed(11)))
    let other = String(describing: WorldRun.measure(plan, seed: Seed(12)))
    #expect(first == second)
    #expect(first != other)
  }
}
