import GatewayCore
import GatewayModel
import Testing

@testable import Scenarios

@Suite
struct ResolverTests {
  static let text = """
    policy: recommended
    quick: {run: {duration: 1m}}
    compare-to: naive
    compare:
      naive: {policy: naive}
      slow: {run: {duration: 20m}, providers: {fcm: {round-trip: 1s}}}
    """

  @Test
  func variantsOverrideAnyPart() throws {
    let scenario = try Loaded(Self.text).scenario
    #expect(scenario.baseline == "naive")
    #expect(scenario.variant("naive")?.world.classes[0].policies[0].name == "naive")
    #expect(scenario.variant("slow")?.world.duration == .seconds(1_200))
    #expect(scenario.variant(nil)?.world.duration == .seconds(600))
    #expect(scenario.variant("base")?.name == "base")
    #expect(scenario.variant("other")?.name == nil)
    #expect(scenario.name == "x")
  }

  @Test
  func quickIsLaidOverTheFile() throws {
    #expect(try Loaded(Self.text, isQuick: true).scenario.world.duration == .seconds(60))
  }

  @Test
  func aMistakeInAVariantIsReportedOnce() {
    let text = "compare: {x: {policy: {timeout: 5}}, y: {policy: naive}}"
    let messages = ScenarioTests.messages(ScenarioRefusalTests.file(rest: text))
    #expect(messages == ["4:33 `timeout` needs a unit, as in 30s or 250ms (found 5)"])
  }
}
