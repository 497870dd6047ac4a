import Experiments
import GatewayModel
import Reports
import Scenarios
import TimeAndChance

/// How many servers each constraint asks for, by the mean that fills it.
///
/// Servers are whole and regions keep their shares, so that the loss of one leaves a known part.
struct ServersNeeded: Sendable, Equatable {
  let constraint: String
  /// Nothing when no number of servers is enough.
  let servers: Int?
  /// How often the fleet as it stands covers it.
  let covered: Double
  let because: String

  static func all(of plan: WorldPlan) -> [ServersNeeded] {
    let napkins = Napkin.all(of: plan)
    let fleet = Double(plan.fleet.servers * plan.thin)
    var own = napkins.enumerated().compactMap { streams(of: $1, lane: $0, plan, fleet) }
    if let row = threads(napkins, plan, fleet) { own.append(row) }
    if let row = processors(napkins, plan, fleet) { own.append(row) }
    if let row = memory(napkins, plan, fleet) { own.append(row) }
    let binding = own.max { ($0.servers ?? .max) < ($1.servers ?? .max) }
    return own + lostRegions(binding, plan, fleet)
      + napkins.indices.compactMap { quota(of: napkins[$0], lane: $0, plan) }
  }

  /// The one that asks for the most; a quota counts when it is overrun.
  static func binding(_ rows: [ServersNeeded]) -> ServersNeeded? {
    rows.min { $0.covered < $1.covered }
  }

  private init?(_ constraint: String, servers: Double, _ fleet: Double, _ because: String) {
    guard servers.isFinite, servers > 0, servers < 1e9 else { return nil }
    self.constraint = constraint
    self.servers = max(1, Int(servers.rounded(.up)))
    covered = fleet / servers
    self.because = because
  }

  private init(_ constraint: String, covered: Double, _ because: String) {
    self.constraint = constraint
    servers = nil
    self.covered = covered
    self.because = because
  }

  private static func streams(
    of napkin: Napkin,
    lane: Int,
    _ plan: WorldPlan,
    _ fleet: Double
  ) -> ServersNeeded? {
    let most = plan.fleet.server.connections[lane].maximum
    guard let cap = napkin.streamsPerConnection, cap > 0, most > 0 else { return nil }
    return ServersNeeded(
      "streams of \(napkin.provider)",
      servers: napkin.inFlight / Double(cap * most),
      fleet,
      "\(Humanised.count(napkin.inFlight)) in flight; \(most) × \(cap) streams a server"
    )
  }

  private static func threads(
    _ napkins: [Napkin],
    _ plan: WorldPlan,
    _ fleet: Double
  ) -> ServersNeeded? {
    guard case .threads(let count) = plan.fleet.server.concurrency, count > 0 else { return nil }
    let inFlight = napkins.reduce(0) { $0 + $1.inFlight }
    return ServersNeeded(
      "threads",
      servers: inFlight / Double(count),
      fleet,
      "\(Humanised.count(inFlight)) calls hold a thread each; \(count) a server"
    )
  }

  private static func processors(
    _ napkins: [Napkin],
    _ plan: WorldPlan,
    _ fleet: Double
  ) -> ServersNeeded? {
    guard let work = plan.fleet.server.work, work.cores > 0 else { return nil }
    let busy = napkins.reduce(0) { $0 + $1.rate } * work.perSend.inSeconds
    return ServersNeeded(
      "processors",
      servers: busy / Double(work.cores),
      fleet,
      "\(Humanised.digits(busy)) cores busy; \(work.cores) a server"
    )
  }

  private static func memory(
    _ napkins: [Napkin],
    _ plan: WorldPlan,
    _ fleet: Double
  ) -> ServersNeeded? {
    guard let memory = plan.fleet.server.memory else { return nil }
    let connections = plan.fleet.server.connections.reduce(0) { $0 + $1.maximum }
    let left = Double(memory.limit - connections * memory.perConnection)
    let held = napkins.reduce(0) { $0 + $1.inFlight } * Double(memory.perMessage)
    guard left > 0 else {
      return ServersNeeded("memory", covered: 0, "connections alone fill a server")
    }
    return ServersNeeded(
      "memory",
      servers: held / left,
      fleet,
      "\(Humanised.bytes(held)) of messages in flight; \(Humanised.bytes(left)) a server beside "
        + "\(connections) connections"
    )
  }

  /// What the tightest of the others asks for when a region is gone and the rest carry its load.
  private static func lostRegions(
    _ binding: ServersNeeded?,
    _ plan: WorldPlan,
    _ fleet: Double
  ) -> [ServersNeeded] {
    guard let binding, plan.fleet.regions.count > 1, plan.fleet.failOver != nil else { return [] }
    return plan.fleet.regions.compactMap { region in
      let left = fleet - Double(region.servers * plan.thin)
      guard left > 0, binding.covered > 0 else { return nil }
      return ServersNeeded(
        "without \(region.name)",
        servers: fleet / binding.covered * fleet / left,
        fleet,
        "\(binding.constraint), on the \(Int(left)) of \(Int(fleet)) that are left"
      )
    }
  }

  /// No number of servers changes a quota.
  private static func quota(of napkin: Napkin, lane: Int, _ plan: WorldPlan) -> ServersNeeded? {
    guard let quota = plan.providers[lane].quota, napkin.rate > 0 else { return nil }
    let rate = quota.limit / quota.window.inSeconds * Double(plan.thin)
    guard rate > 0 else { return nil }
    return ServersNeeded(
      "quota of \(napkin.provider)",
      covered: rate / napkin.rate,
      "\(Humanised.count(rate)) messages/s granted, \(Humanised.count(napkin.rate)) offered; "
        + "servers do not change it"
    )
  }
}

extension Table {
  /// One row for each constraint.
  static func servers(_ rows: [ServersNeeded]) -> Table {
    var table = Table(
      name: "servers",
      title: "Servers by constraint, filled to the last place: leave room",
      columns: [
        Column("constraint", .text, "What runs out."),
        Column("servers", .integer, "Servers that it fills."),
        Column("covered", .number, "How often the fleet covers it."),
        Column("because", .text, "The arithmetic."),
      ]
    )
    for one in rows {
      table.append([
        .text(one.constraint), one.servers.map { .integer(Int64($0)) } ?? .empty,
        .number(one.covered), .text(one.because),
      ])
    }
    return table
  }
}
