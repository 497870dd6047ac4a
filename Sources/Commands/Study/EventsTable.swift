import Experiments
import GatewayModel

/// `events.csv`: what happened once, for every replication.
struct EventsTable {
  private(set) var table = Table(
    name: "events",
    title: "Breakers, faults, alarms and rungs",
    columns: [
      Table.Column("t_s", .number, unit: "s", "Virtual time."),
      Table.Column("variant", .text, "Empty outside a comparison."),
      Table.Column("replication", .integer, "Counted from 0."),
      Table.Column("who", .text, "A server and the provider, or the fault."),
      Table.Column("what", .text, "The kind of event."),
      Table.Column("from", .text, "The state before."),
      Table.Column("to", .text, "The state after."),
      Table.Column("reason", .text, "Why."),
    ]
  )

  /// Adds a replication of a variant.
  mutating func add(_ trial: StudyTrial, of plan: WorldPlan, variant: String, replication: Int) {
    for event in trial.measured.events {
      table.append([
        .number(Double(event.nanoseconds) / 1e9), .text(variant), .integer(Int64(replication)),
        .text(who(event, plan)), .text(event.what.rawValue), .text(event.from), .text(event.to),
        .text(event.reason),
      ])
    }
  }

  private func who(_ event: WorldRecord, _ plan: WorldPlan) -> String {
    let parts = [
      event.server >= 0 ? "server \(event.server)" : nil,
      event.lane >= 0 ? plan.providers[event.lane].name : nil,
      event.fault >= 0 ? plan.faults[event.fault].name : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: " ")
  }
}
