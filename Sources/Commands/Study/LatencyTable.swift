import Experiments
import GatewayModel
import Scenarios
import Statistics

extension Table {
  /// `latency.csv`: quantiles of every stage of a message, by class and provider.
  static func latency(_ outcome: StudyOutcome) -> Table {
    var table = Table(
      name: "latency",
      title: "How long each stage took, all replications together",
      columns: [
        Column("variant", .text, "Empty outside a comparison."),
        Column("class", .text, "The traffic class."),
        Column("provider", .text, "The provider that the message was meant for."),
        Column("stage", .text, "wait, round-trip or time-to-accept."),
        Column("count", .integer, "How many were recorded."),
        Column("quantile", .share, "The share that took at most so long."),
        Column("value_s", .duration, "So long; empty is never."),
      ]
    )
    for (variant, merged) in outcome.merged.enumerated() {
      let plan = outcome.study.variants[variant].world
      for number in plan.classes.indices {
        for lane in plan.providers.indices {
          let reading = GatewayModel.Reading(merged, of: plan, classes: [number], lanes: [lane])
          let names: [Cell] = [
            .text(outcome.study.label(of: variant)), .text(plan.classes[number].name),
            .text(plan.providers[lane].name),
          ]
          for (stage, histogram) in reading.stages where histogram.count > 0 {
            for share in quantiles {
              let value = histogram.quantile(share).map { $0 / 1e9 }
              table.append(
                names + [
                  .text(stage), .integer(Int64(histogram.count)), .number(share),
                  .number(orEmpty: value),
                ]
              )
            }
          }
        }
      }
    }
    return table
  }

  private static let quantiles = [
    0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9999, 1,
  ]
}

extension GatewayModel.Reading {
  /// What a message goes through; one that is never accepted took for ever.
  fileprivate var stages: [(String, LogLinearHistogram)] {
    var accept = merged(\.accept)
    let missing = counters.offered - Int(accept.count)
    if missing > 0 { accept.recordNever(times: UInt64(missing)) }
    return [
      ("wait", merged(\.wait)), ("round-trip", merged(\.roundTrip)), ("time-to-accept", accept),
    ]
  }
}
