import GatewayModel
import Scenarios
import Testing

@testable import Commands

@Suite
struct QuestionTests {
  @Test(
    arguments: [
      (.value, "value", "s"), (.count, "count", "s"), (.rate, "rate", "1/s"),
      (.share, "share", "share"),
      (.percentile(0.5), "p50", "s"), (.percentile(0.999), "p99.9", "s"),
      (.percentile(0.9999), "p99.99", "s"), (.percentile(0.05), "p5", "s"), (.max, "max", "s"),
    ] as [(Metric.Statistic, String, String)]
  )
  func statisticsAreNamedAsInTheFormat(
    statistic: Metric.Statistic,
    name: String,
    unit: String
  ) throws {
    let metric = try #require(Metric.named("time-to-accept"))
    let question = Question(metric: metric, statistic: statistic, scope: .whole)
    #expect(question.statisticName == name && question.unit == unit)
  }

  @Test
  func theSummaryAsksOfEveryPartOfTheWorld() throws {
    let questions = Question.summary(of: try SampleStudy.scenario().world)
    let labels = Set(questions.map(\.scope.label))
    #expect(labels == ["", "class:otp", "class:news", "provider:fcm", "provider:apns"])
    #expect(Set(questions.map(\.metric.name)) == Set(Metric.all.map(\.name)))
  }
}
