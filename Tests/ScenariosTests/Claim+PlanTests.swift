import GatewayModel
import Testing

@testable import Scenarios

@Suite
struct ClaimPlanTests {
  @Test
  func collapseMeansWhatTheRunSays() throws {
    let scenario = try Loaded(
      "run: {duration: 100s, collapse: share(delivered) < 50% from 50s to 100s}\n"
        + "compare: {other: {run: {collapse: goodput < 1/s over some 25s}}, plain: {run: {seed: 3}}}"
    ).scenario
    let line = try #require(scenario.world.collapse.line)
    #expect(line.metric == "delivered" && line.statistic == .share && line.bound == 0.5)
    #expect(line.relation == .below && line.parts.map(\.from) == [.seconds(50)])
    let other = try #require(scenario.variant("other")?.world.collapse.line)
    #expect(!other.inEvery && other.parts.count == 4 && other.metric == "goodput")
    #expect(scenario.variant("plain")?.world.collapse.line == line)
  }

  @Test(arguments: [
    ("probability(collapse) < 2%", "leave `probability(...)` out"),
    ("goodput < 1/s in other", "leave `in` out"), ("collapse < 1", "it cannot ask for it"),
    ("goodputt < 1/s", "did you mean `goodput`?"),
  ])
  func otherLinesAreRefused(line: String, says: String) {
    let file = ScenarioRefusalTests.file(
      rest: "compare: {other: {run: {seed: 2}}}\nrun: {collapse: \"\(line)\"}"
    )
    let messages = ScenarioTests.messages(file)
    #expect(messages.contains { $0.contains(says) }, "\(messages)")
  }
}
