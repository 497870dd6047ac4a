import Policies
public import TimeAndChance

/// The body tells the ladder what only it can see; answers reach it by themselves.
extension DeliveryMachine {
  /// Tells the ladder towards one provider how many messages wait for it here.
  ///
  /// - Parameters:
  ///   - queue: The messages that wait.
  ///   - lane: The provider.
  ///   - now: The present.
  public mutating func sense(queue: Int, towards lane: UInt8, at now: Instant) {
    guard lanes[Int(lane)].features.contains(.pressure) else { return }
    lanes[Int(lane)].ladder.sense(queue: queue, at: now)
    noteSteps(lane)
  }

  /// Tells the ladder towards one provider what that provider says of its own load.
  ///
  /// - Parameters:
  ///   - load: What its load header says; 1 is full.
  ///   - lane: The provider.
  ///   - now: The present.
  public mutating func sense(load: Double, towards lane: UInt8, at now: Instant) {
    guard lanes[Int(lane)].features.contains(.pressure) else { return }
    lanes[Int(lane)].ladder.sense(load: load, at: now)
    noteSteps(lane)
  }

  /// Tells every ladder how busy this server's own processors are.
  ///
  /// - Parameters:
  ///   - cpu: The share in use; 1 is all of them.
  ///   - now: The present.
  public mutating func sense(cpu: Double, at now: Instant) {
    for lane in lanes.indices where lanes[lane].features.contains(.pressure) {
      lanes[lane].ladder.sense(cpu: cpu, at: now)
      noteSteps(UInt8(truncatingIfNeeded: lane))
    }
  }
}

extension DeliveryMachine {
  /// Does to a message what the rung in force asks.
  @inline(never)
  mutating func press(
    _ action: PressureLadder.Action,
    _ delivery: inout Delivery,
    _ index: Int,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step {
    switch action {
    case .proceed: preconditionFailure("nothing stops a message that may proceed")
    case .delay(let pause):
      delivery.flags.insert(.delayed)
      ledger.waiting &+= 1
      return .delay(until: now.advanced(byNanoseconds: max(1, pause)))
    case .shed: return end(.shed)
    case .refuse(let wait):
      let retryAt = now.advanced(byNanoseconds: wait)
      return refused(until: retryAt, &delivery, index, sharing: &shared, at: now, using: &chance)
    }
  }

  @inline(__always)
  private mutating func noteSteps(_ lane: UInt8) {
    guard lanes[Int(lane)].ladder.hasSteps else { return }
    lanes[Int(lane)].tellSteps(of: lane, &notices)
  }
}
