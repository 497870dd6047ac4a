import Simulation
package import TimeAndChance

/// Plays a plan once under one seed.
package enum WorldRun {
  /// Plays the plan to its end, lets the world settle, and reads off what it showed.
  package static func measure(_ plan: WorldPlan, seed: Seed) -> Measurements {
    var agenda = Agenda()
    var world = GatewayWorld(plan, seed: seed)
    world.begin(on: &agenda)
    play(&world, on: &agenda, until: Instant(nanoseconds: world.end))
    world.stop()
    if plan.settle > .zero {
      play(&world, on: &agenda, until: Instant(nanoseconds: world.end).advanced(by: plan.settle))
    }
    return world.measurements(at: max(agenda.now, Instant(nanoseconds: world.end)))
  }
}
