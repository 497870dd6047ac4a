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
    lanes[Int(lane)].pressure?.sense(queue: queue, at: now)
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
    lanes[Int(lane)].pressure?.sense(load: load, at: now)
    noteSteps(lane)
  }

  /// Tells every ladder how busy this server's own processors are.
  ///
  /// - Parameters:
  ///   - cpu: The share in use; 1 is all of them.
  ///   - now: The present.
  public mutating func sense(cpu: Double, at now: Instant) {
    for lane in lanes.indices where lanes[lane].features.contains(.pressure) {
      lanes[lane].pressure?.sense(cpu: cpu, at: now)
      noteSteps(UInt8(truncatingIfNeeded: lane))
    }
  }
}

extension DeliveryMachine {
  /// Asks the ladder about a message.
  ///
  /// - Returns: What is done with it instead of sending, nil to go on.
  @inline(never)
  mutating func press(
    _ delivery: inout Delivery,
    _ index: Int,
    sharing shared: inout SharedState,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Step? {
    let lane = Int(delivery.lane)
    let action = lanes[lane].pressure?
      .admit(priority: delivery.priority, at: now, using: &chance)
    noteSteps(delivery.lane)
    switch action {
    case .none, .some(.proceed): return nil
    case .some(.delay(let pause)):
      // Once: whoever has waited goes on, or a rung of 20 ms would hold it for ever.
      guard !delivery.flags.contains(.delayed) else { return nil }
      delivery.flags.insert(.delayed)
      ledger.waiting &+= 1
      return .delay(until: now.advanced(byNanoseconds: max(1, pause)))
    case .some(.shed): return end(.shed)
    case .some(.refuse(let wait)):
      let retryAt = now.advanced(byNanoseconds: wait)
      return refused(until: retryAt, &delivery, index, sharing: &shared, at: now, using: &chance)
    }
  }

  /// Tells the ladder how a call went; what speaks for neither side is not counted.
  @inline(never)
  mutating func feel(
    _ evidence: Verdict.Evidence,
    _ elapsed: Int64,
    _ lane: UInt8,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    let result: PressureLadder.Result
    switch evidence {
    case .success, .alive: result = .good
    case .overload: result = .throttled
    case .dead: result = .failed
    case .none: return
    }
    lanes[Int(lane)].pressure?.observe(result, elapsed: elapsed, at: now, using: &chance)
    noteSteps(lane)
  }

  @inline(__always)
  private mutating func noteSteps(_ lane: UInt8) {
    while let step = lanes[Int(lane)].pressure?.takeStep() {
      notices.append(.pressure(lane: lane, step))
    }
  }
}
