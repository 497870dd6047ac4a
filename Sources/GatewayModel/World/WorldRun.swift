import Simulation
package import TimeAndChance

/// Plays a plan once under one seed.
package enum WorldRun {
  /// Plays the plan to its end, lets the world settle, and reads off what it showed.
  package static func measure(_ plan: WorldPlan, seed: Seed) -> Measurements {
    guard let measured = measure(plan, seed: seed, reporting: { _, _, _ in true }) else {
      preconditionFailure("a run that nobody stops comes to its end")
    }
    return measured
  }

  /// The same for somebody who watches.
  ///
  /// - Parameters:
  ///   - plan: What to play.
  ///   - seed: From which every draw follows.
  ///   - reporting: Hears now and then the finished share, the messages so far and the virtual time,
  ///     and says whether to go on. Nothing that is measured depends on it.
  /// - Returns: What the world showed; nil when the watcher did not want the rest.
  package static func measure(
    _ plan: WorldPlan,
    seed: Seed,
    reporting: (_ share: Double, _ messages: UInt64, _ now: Instant) -> Bool
  ) -> Measurements? {
    var agenda = Agenda()
    var world = GatewayWorld(plan, seed: seed)
    world.begin(on: &agenda)
    let (end, whole) = (world.end, saturatingSum(world.end, plan.settle.wholeNanoseconds))
    for isSettling in [false, true] {
      if isSettling {
        world.stop()
        guard plan.settle > .zero else { break }
      }
      let limit = isSettling ? whole : end
      var now = isSettling ? end : 0
      // A world plays up to a moment the same in one piece as in many.
      let piece = max(1, (limit - now) / 2_000)
      repeat {
        now = limit - now > piece ? now + piece : limit
        play(&world, on: &agenda, until: Instant(nanoseconds: now))
        let share = Double(now) / Double(max(whole, 1))
        guard reporting(share, world.messagesSoFar, Instant(nanoseconds: now)) else { return nil }
      } while now < limit
    }
    var result = world.measurements(at: max(agenda.now, Instant(nanoseconds: end)))
    if plan.testsReset { result.resets = [ResetTest.recovers(&world, on: &agenda, result)] }
    return result
  }
}

extension GatewayWorld {
  /// How many messages sources have brought.
  fileprivate var messagesSoFar: UInt64 {
    var sum: UInt64 = 0
    for cell in recorder.counters.indices { sum += UInt64(recorder.counters[cell].offered) }
    return sum
  }
}
