import Experiments
import GatewayModel
import Scenarios
import Testing

@testable import Commands

@Suite
struct ComparedValueTests {
  @Test
  func everyVariantIsHeldAgainstTheBaseline() throws {
    let outcome = try SampleStudy.shared.get()
    let compared = outcome.compared(to: 0)
    #expect(!compared.isEmpty)
    #expect(Set(compared.map(\.variant)) == ["naive"] && Set(compared.map(\.baseline)) == ["base"])
    #expect(Set(compared.map(\.name)).count == compared.count)
  }

  @Test
  func numbersAreNamedAsExpectationsWriteThem() throws {
    let plan = try SampleStudy.scenario().world
    let names = Question.compared(in: plan).map(\.name)
    #expect(names.contains("goodput") && names.contains("p99(time-to-accept, class:otp)"))
  }

  @Test(arguments: [("goodput", true), ("amplification", false)])
  func everyMetricHasAGoodDirection(name: String, isHigher: Bool) throws {
    let metric = try #require(Metric.named(name))
    #expect(metric.direction == (isHigher ? .higherIsBetter : .lowerIsBetter))
  }
}
