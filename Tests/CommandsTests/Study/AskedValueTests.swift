import Experiments
import GatewayModel
import Scenarios
import Testing
import TimeAndChance

@testable import Commands

@Suite
struct AskedValueTests {
  @Test
  func aLineBecomesAQuestionOfItsPartOfTheWorldAndTheRun() throws {
    let scenario = try SampleStudy.scenario()
    let naive = try #require(scenario.variant("naive"))
    let asked = try scenario.expectations.map {
      try AskedValue($0.claim, in: ($0.variant == nil ? scenario.base : naive).world)
    }
    #expect(
      asked.map(\.question.metric.name) == [
        "amplification", "delivered-in-time", "amplification", "amplification", "lost",
      ]
    )
    #expect(
      asked.map(\.question.scope.label) == [
        "provider:fcm", "class:otp", "provider:fcm", "provider:fcm", "",
      ]
    )
    #expect(asked.map(\.method) == [.mean, .mean, .probability, .mean, .mean])
    #expect(asked[3].question.windows.map(\.from) == [.seconds(15)])
    #expect(asked[3].question.windows.map(\.to) == [.seconds(25)])
    #expect(asked[0].question.windows.isEmpty)
  }

  @Test
  func theStretchThatDecidesSpeaksForTheRun() throws {
    let lines = [
      "amplification(fcm) < 9 over every 10s", "amplification(fcm) < 9 over some 10s",
      "amplification(fcm) >= 9 over every 10s",
    ]
    let text = SampleStudy.text + lines.map { "\n  - " + $0 }.joined()
    let scenario = try SampleStudy.scenario(text)
    let world = scenario.world
    let measured = WorldRun.measure(world, seed: Seed(1))
    let values = try scenario.expectations.suffix(3).map {
      try #require(try AskedValue($0.claim, in: world).sample(measured, of: world))
    }
    // The outage is in the middle: the worst stretch differs from the best.
    #expect(values[0] > values[1] && values[2] == values[1], "\(values)")
  }

  @Test
  func metastableIsAProbability() throws {
    let world = try SampleStudy.scenario().world
    let asked = try AskedValue(.probability(.metastable), of: world)
    #expect(asked.method == .probability && asked.question.metric.name == "metastable")
  }

  @Test(arguments: zip(Scenarios.Comparison.allCases, ["<=", ">=", "==", "!=", "<", ">"]))
  func relationsKeepTheirSign(comparison: Scenarios.Comparison, sign: String) {
    #expect(Relation(comparison).rawValue == sign)
  }
}
