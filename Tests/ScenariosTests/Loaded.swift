@testable import Scenarios

/// The smallest file with one section of interest.
struct Loaded {
  let scenario: Scenario

  init(
    load: String = "{a: {to: fcm, arrivals: {poisson: 5k/s}}}",
    fleet: String = "{servers: 2}",
    _ rest: String = "",
    overrides: [String] = [],
    isQuick: Bool = false
  ) throws(ScenarioErrors) {
    let text = ScenarioRefusalTests.file(load: load, fleet: fleet, rest: rest)
    scenario = try ScenarioTests.load(text, overrides: overrides, isQuick: isQuick)
  }

  /// The value that a path resolved to, as `explain` shows it.
  subscript(path: String) -> String? {
    scenario.assumptions.first { $0.path == path }?.value
  }
}
