import GatewayCore
import Policies
import Simulation
import TimeAndChance

/// What a server feels beside answers: its own processors, and what a provider says of its load.
extension GatewayWorld {
  /// Processors are looked at once a second, as a metrics agent does.
  mutating func scheduleSense(after now: Instant, on agenda: inout Agenda) {
    guard sensesCPU, now.nanoseconds < end &+ plan.settle.wholeNanoseconds else { return }
    agenda.schedule(
      WorldEvent(.sense, 0).bits,
      at: now.advanced(byNanoseconds: 1_000_000_000)
    )
  }

  mutating func sense(at now: Instant, on agenda: inout Agenda) {
    for server in servers.indices where servers[server].isUp {
      let share = cores.use(of: server, at: now.nanoseconds)
      servers[server].machine.sense(cpu: share, at: now)
      if servers[server].machine.hasNotices { takeNotices(server, nil, at: now) }
    }
    scheduleSense(after: now, on: &agenda)
  }

  /// An answer carries the load of the provider.
  mutating func hearLoad(_ server: Int, _ lane: Int, at now: Instant) {
    guard saysLoad[lane], servers[server].machine.feelsPressure,
      let load = providers[lane].desk?.load
    else { return }
    servers[server].machine.sense(load: load, towards: UInt8(lane), at: now)
  }

  mutating func noteLadder(
    _ server: Int,
    _ lane: UInt8,
    _ step: PressureLadder.Step,
    at now: Instant
  ) {
    let cause = step.cause.map { "\($0) \(step.value) above \(step.threshold)" } ?? "calm"
    recorder.events.append(
      WorldRecord(
        nanoseconds: step.at.nanoseconds,
        what: .ladder,
        server: server,
        lane: Int(lane),
        fault: -1,
        from: "rung \(step.from)",
        to: "rung \(step.to)",
        reason: step.isDryRun ? cause + " (dry run)" : cause
      )
    )
  }
}

extension WorldPlan {
  /// Whether any policy, now or after a change, watches the server's own processors.
  var sensesCPU: Bool {
    guard fleet.server.work != nil else { return false }
    return allPolicies.contains { $0.pressure?.cpu != nil }
  }

  /// By provider: whether its answers say how loaded it is.
  var saysLoad: [Bool] { providers.map { $0.capacity?.loadHeader == true } }

  /// The policies of all classes, and those that roll out later.
  var allPolicies: [Policy] {
    let later = faults.flatMap { fault -> [Policy] in
      if case .policy(let policies, _) = fault.act { return policies.flatMap { $0 } }
      return []
    }
    return classes.flatMap(\.policies) + later
  }
}
