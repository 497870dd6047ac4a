import Experiments
import GatewayModel

/// `ledger.csv`: integers that add up, for every replication.
///
/// `offered` is the sum of all columns to its right.
struct LedgerTable {
  private(set) var table = Table(
    name: "ledger",
    title: "What became of every message",
    columns: [
      Table.Column("variant", .text, "Empty outside a comparison."),
      Table.Column("replication", .integer, "Counted from 0."),
      Table.Column("class", .text, "The traffic class."),
      Table.Column("provider", .text, "The provider that the message was meant for."),
    ] + columns.map { Table.Column($0.name, .integer, $0.meaning) }
  )

  private static let columns: [(name: String, meaning: String)] = [
    ("offered", "Messages that sources brought."),
    ("delivered", "Accepted, or answered from stock."),
    ("permanent", "No retry can help."), ("expired", "Past their time to live."),
    ("dead_lettered", "Given to the dead-letter queue."), ("shed", "Refused to protect the rest."),
    ("fallback", "Delivered by the fallback."), ("gave_up", "Attempts or patience ran out."),
    ("rejected", "Failed at once, upstream told so."), ("dropped", "Dropped by a policy."),
    ("deduplicated", "Recognised as sent before."), ("in_system", "Still there at the end."),
    ("lost", "Explained by nothing: always 0."),
  ]

  /// Adds a replication of a variant.
  mutating func add(_ trial: StudyTrial, of plan: WorldPlan, variant: String, replication: Int) {
    for (number, trafficClass) in plan.classes.enumerated() {
      for (lane, provider) in plan.providers.enumerated() {
        let cell = number * plan.providers.count + lane
        let counters = trial.measured.final[cell]
        guard counters.offered > 0 else { continue }
        let values = [
          counters.offered, counters.accepted + counters.stale, counters.permanent,
          counters.expired, counters.deadLettered, counters.shed, counters.byFallback,
          counters.gaveUp, counters.rejected, counters.dropped, counters.deduplicated,
          trial.measured.inSystem[cell], trial.measured.lost[cell],
        ]
        table.append(
          [
            .text(variant), .integer(Int64(replication)), .text(trafficClass.name),
            .text(provider.name),
          ] + values.map { .integer(Int64($0)) }
        )
      }
    }
  }
}
