import Experiments
import GatewayModel
import Scenarios

extension Table {
  /// `summary.csv`: every number of every variant, with its interval.
  static func summary(_ study: Study, _ samples: [[[Double?]]]) -> Table {
    var table = Table(
      name: "summary",
      title: "Every number, with its 95 % interval",
      columns: [
        Column("scenario", .text, "The scenario's name."),
        Column("variant", .text, "Empty outside a comparison."),
        Column("metric", .text, "What is measured."),
        Column("scope", .text, "Of which part of the world; empty is all of it."),
        Column("statistic", .text, "How many values became one."),
        Column("unit", .text, "s, 1/s, share, count, number, B or money."),
        Column("value", .number, "The estimate; empty is undefined or never."),
        Column("ci_low", .number, "The lower end of the interval."),
        Column("ci_high", .number, "The upper end of the interval."),
        Column("replications", .integer, "How many defined the number."),
      ]
    )
    for (variant, questions) in study.summary.enumerated() where !samples[variant].isEmpty {
      for (index, question) in questions.enumerated() {
        let estimate = Estimate(
          of: samples[variant][index],
          by: question.metric.name == "collapse" ? .probability : .mean,
          widened: study.widened
        )
        table.append([
          .text(study.scenario.name), .text(study.label(of: variant)),
          .text(question.metric.name), .text(question.scope.label),
          .text(question.statisticName), .text(question.unit),
          .number(orEmpty: estimate.value), .number(orEmpty: estimate.low),
          .number(orEmpty: estimate.high), .integer(Int64(estimate.replications)),
        ])
      }
    }
    return table
  }
}

extension Study {
  /// What tables call a variant: nothing when there is only the scenario itself.
  func label(of variant: Int) -> String {
    variants.count == 1 && variants[0].name == "base" ? "" : variants[variant].name
  }
}
