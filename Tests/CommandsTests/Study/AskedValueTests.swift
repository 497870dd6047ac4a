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
    #expect(asked[3].question.window?.from == .seconds(15))
    #expect(asked[3].question.window?.to == .seconds(25))
    #expect(asked[0].question.window == nil)
  }

  @Test
  func whatIsNotMeasuredIsSaid() throws {
    let world = try SampleStudy.scenario().world
    let value = MeasuredValue.probability(.metastable)
    #expect(throws: AskedValue.Unmeasurable.self) { try AskedValue(value, of: world) }
  }

  @Test(arguments: zip(Scenarios.Comparison.allCases, ["<=", ">=", "==", "!=", "<", ">"]))
  func relationsKeepTheirSign(comparison: Scenarios.Comparison, sign: String) {
    #expect(Relation(comparison).rawValue == sign)
  }
}
