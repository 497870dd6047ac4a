import Simulation
import TimeAndChance

/// Whether a world that stays down gets up once its load has paused for a minute: then what holds it
/// down is itself.
enum ResetTest {
  static var pause: Duration { .seconds(60) }

  /// Until when sources have to be able to go on.
  static func end(of plan: WorldPlan) -> Duration {
    guard plan.testsReset else { return plan.duration }
    return plan.duration + plan.settle + pause + plan.collapse.over * 2
  }

  /// - Returns: Whether goodput is back; nil when it was never gone.
  static func recovers(
    _ world: inout GatewayWorld,
    on agenda: inout Agenda,
    _ result: Measurements
  ) -> Bool? {
    guard Metric.collapsed(Reading(result, of: world.plan)) == true else { return nil }
    let begins = max(agenda.now, Instant(nanoseconds: world.end)).advanced(by: pause)
    play(&world, on: &agenda, until: begins)
    world.resume(at: begins)
    let warm = begins.advanced(by: world.plan.collapse.over)
    play(&world, on: &agenda, until: warm)
    let before = world.recorder.counters.array
    play(&world, on: &agenda, until: warm.advanced(by: world.plan.collapse.over))
    let after = world.recorder.counters.array
    var (offered, delivered) = (0, 0)
    for (start, stop) in zip(before, after) {
      offered += stop.offered - start.offered
      delivered += stop.delivered - start.delivered
    }
    return Double(delivered) >= world.plan.collapse.below * Double(offered)
  }
}

extension GatewayWorld {
  /// Sources go on from here; what they would have brought before is forgotten.
  mutating func resume(at now: Instant) {
    for index in arrivals.indices {
      while arrivals[index].next < now { arrivals[index].advance() }
    }
    findNextArrival()
  }
}
