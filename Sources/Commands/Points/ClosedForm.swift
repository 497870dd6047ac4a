import GatewayModel
import Reports
import Scenarios
import TimeAndChance

/// Servers that one constraint asks for, by the arithmetic of a napkin: the mean that fills them.
struct ClosedForm: Sendable, Equatable {
  let constraint: String
  /// Nil where the number of servers does not matter: there is enough, or none is.
  let servers: Int?
  let because: String

  /// One for each constraint of a scenario, and for what the faults to survive leave of it.
  static func all(_ scenario: Scenario, _ plan: SizePlan) -> [ClosedForm] {
    let world = scenario.world
    var forms = streams(of: world) + processors(of: world) + memory(of: world) + quotas(of: world)
    let base = forms.compactMap(\.servers).max() ?? 1
    for survival in plan.survive {
      guard let faults = (try? scenario.under(survival))?.world.faults else { continue }
      for fault in faults { forms += left(by: fault, called: survival.name, of: world, base) }
    }
    return forms
  }

  private static func streams(
    of world: WorldPlan,
    cap: (lane: Int, streams: Int, name: String)? = nil
  ) -> [ClosedForm] {
    Napkin.all(of: world).enumerated().compactMap { lane, napkin in
      let most = world.fleet.server.connections[lane].maximum
      if let cap, cap.lane != lane { return nil }
      guard napkin.rate > 0, most > 0, let usual = napkin.streamsPerConnection, usual > 0 else {
        return nil
      }
      let streams = min(usual, cap?.streams ?? usual)
      let servers = (napkin.inFlight / (Double(max(streams, 1)) * Double(most))).rounded(.up)
      guard servers < 1e9 else { return nil }
      return ClosedForm(
        constraint: "streams of \(napkin.provider)" + (cap.map { " under \($0.name)" } ?? ""),
        servers: max(1, Int(servers)),
        because: "\(Humanised.count(napkin.inFlight)) in flight on \(most) × \(streams) streams"
      )
    }
  }

  private static func processors(of world: WorldPlan) -> [ClosedForm] {
    guard let work = world.fleet.server.work, work.cores > 0 else { return [] }
    let busy = Napkin.all(of: world).reduce(0) { $0 + $1.rate } * work.perSend.inSeconds
    return [
      ClosedForm(
        constraint: "processors",
        servers: max(1, Int((busy / Double(work.cores)).rounded(.up))),
        because: "\(Humanised.digits(busy)) cores busy, \(work.cores) in a server"
      )
    ]
  }

  private static func memory(of world: WorldPlan) -> [ClosedForm] {
    guard let memory = world.fleet.server.memory, memory.perMessage > 0 else { return [] }
    let connections = world.fleet.server.connections.reduce(0) { $0 + $1.maximum }
    let room = Double(memory.limit - connections * memory.perConnection) / Double(memory.perMessage)
    let held = Napkin.all(of: world).reduce(0) { $0 + $1.inFlight }
    guard room >= 1, held / room < 1e9 else { return [] }
    return [
      ClosedForm(
        constraint: "memory",
        servers: max(1, Int((held / room).rounded(.up))),
        because: "\(Humanised.count(held)) in flight, room for \(Humanised.count(room)) in a server"
      )
    ]
  }

  private static func quotas(of world: WorldPlan) -> [ClosedForm] {
    zip(Napkin.all(of: world), world.providers).compactMap { napkin, provider in
      guard let quota = provider.quota, napkin.rate > 0 else { return nil }
      let used = napkin.rate / (quota.limit / quota.window.inSeconds)
      return ClosedForm(
        constraint: "quota of \(napkin.provider)",
        servers: nil,
        because: used > 1
          ? "\(Humanised.digits(used)) times the quota is offered: no number of servers is enough"
          : "\(Humanised.share(used)) of the quota is offered, whatever the number of servers"
      )
    }
  }

  /// What a fault leaves: a smaller cap on streams, or the other regions.
  private static func left(
    by fault: FaultPlan,
    called name: String,
    of world: WorldPlan,
    _ base: Int
  ) -> [ClosedForm] {
    switch (fault.act, fault.hits) {
    case (.streams(let cap), .provider(let lane)):
      return streams(of: world, cap: (lane, cap, name))
    case (.lose(let share), .region(let region)):
      let all = world.fleet.regions.reduce(0) { $0 + $1.servers }
      let lost = Double(world.fleet.regions[region].servers) * share / Double(max(all, 1))
      guard lost < 1 else { return [] }
      return [
        ClosedForm(
          constraint: "region lost (\(name))",
          servers: Int((Double(base) / (1 - lost)).rounded(.up)),
          because: "\(base) servers must be left when \(Humanised.share(lost)) of them are gone"
        )
      ]
    default: return []
    }
  }
}
