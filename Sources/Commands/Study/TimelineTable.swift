import Experiments
import GatewayModel
import Scenarios

extension Table {
  /// `timeline.csv`: a row per interval, variant, class and provider, mean over replications.
  static func timeline(_ outcome: StudyOutcome) -> Table {
    var table = Table(
      name: "timeline",
      title: "Interval by interval, mean over replications",
      columns: timelineColumns
    )
    for (variant, merged) in outcome.merged.enumerated() {
      let plan = outcome.study.variants[variant].world
      let rows = TimelineRows(merged)
      for cell in 0..<(plan.classes.count * plan.providers.count) where rows.isUsed(cell) {
        let (trafficClass, lane) = cell.quotientAndRemainder(dividingBy: plan.providers.count)
        let names: [Cell] = [
          .text(outcome.study.label(of: variant)), .text(plan.classes[trafficClass].name),
          .text(plan.providers[lane].name),
        ]
        for row in rows.indices {
          table.append(
            [.number(rows.start(row))] + names + timelineRates(rows, row, cell)
              + timelineLevels(rows, row, cell, lane)
          )
        }
      }
    }
    return table
  }

  private static func timelineRates(_ rows: TimelineRows, _ row: Int, _ cell: Int) -> [Cell] {
    let counts: [(Counters) -> Int] = [
      \.offered, \.attempts, \.accepted, \.status4xx, \.status429, \.status5xx, \.timeouts, \.shed,
      \.fallbackSends,
    ]
    return counts.map { .number(rows.rate(row, cell, $0)) }
  }

  private static func timelineLevels(
    _ rows: TimelineRows,
    _ row: Int,
    _ cell: Int,
    _ lane: Int
  ) -> [Cell] {
    let levels: [Cell] = [
      .number(rows.inFlight(row, cell)),
      .number(rows.gauge(row, lane) { Double($0.streamsInUse) }),
      .number(rows.gauge(row, lane) { Double($0.streamsReady) }), .number(rows.queued(row, cell)),
      .number(rows.parked(row, cell)), .number(rows.gauge(row, lane) { $0.breakerOpen }), .empty,
      .empty,
    ]
    return levels
      + [0.5, 0.95, 0.99].map { .number(orEmpty: rows.accept(row, cell, $0)) }
      + [0.1, 0.9].map { .number(orEmpty: rows.goodput(row, cell, $0)) }
  }

  private static let timelineColumns: [Column] = [
    Column("t_s", .number, unit: "s", "When the interval begins."),
    Column("variant", .text, "Empty outside a comparison."),
    Column("class", .text, "The traffic class."),
    Column("provider", .text, "The provider."),
    Column("offered_per_s", .number, unit: "1/s", "Messages that sources brought."),
    Column("attempts_per_s", .number, unit: "1/s", "Sends started."),
    Column("accepted_per_s", .number, unit: "1/s", "Messages accepted."),
    Column("status_4xx_per_s", .number, unit: "1/s", "Answers 400 to 499."),
    Column("status_429_per_s", .number, unit: "1/s", "Answers 429."),
    Column("status_5xx_per_s", .number, unit: "1/s", "Answers from 500 on."),
    Column("timeouts_per_s", .number, unit: "1/s", "Attempts that were given up."),
    Column("shed_per_s", .number, unit: "1/s", "Messages refused to protect the rest."),
    Column("fallback_per_s", .number, unit: "1/s", "Sends on the secondary channel."),
    Column("in_flight", .number, "Attempts under way, mean over the interval."),
    Column("streams_in_use", .number, "Of the provider, at the end of the interval."),
    Column("stream_cap", .number, "Streams that are ready."),
    Column("queue_depth", .number, "Messages that wait."),
    Column("parked", .number, "Messages in the retry topic."),
    Column("breaker_open_share", .share, "Servers whose breaker is open."),
    Column("cpu", .share, "Busy share of the servers' cores; empty when not modelled."),
    Column("memory_bytes", .bytes, "Held by servers; empty when not modelled."),
    Column("accept_p50_s", .duration, unit: "s", "Offered until accepted, median."),
    Column("accept_p95_s", .duration, unit: "s", "Offered until accepted, 95th percentile."),
    Column("accept_p99_s", .duration, unit: "s", "Offered until accepted, 99th percentile."),
    Column("goodput_p10", .number, unit: "1/s", "Delivered per second, 10th percentile."),
    Column("goodput_p90", .number, unit: "1/s", "Delivered per second, 90th percentile."),
  ]
}
