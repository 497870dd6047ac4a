import Policies
public import TimeAndChance

extension DeliveryMachine {
  /// Goes over to new policies while calls are under way.
  ///
  /// Breakers are reconfigured, not replaced: their phase and their permits stay. A breaker that the
  /// new policy does not have lets everything through; connections, and the scope of a breaker that
  /// exists, stay as they are. Budgets, throttles and limits begin afresh.
  ///
  /// - Parameters:
  ///   - classes: As for the machine's creation.
  ///   - plans: As for the machine's creation.
  ///   - now: The present.
  ///   - chance: Jitter of breakers that move on by this.
  public mutating func adopt(
    classes: [ClassRules],
    lanes plans: [Lane.Plan],
    at now: Instant,
    using chance: inout RandomStream
  ) {
    precondition(plans.count == lanes.count, "a machine keeps its providers")
    let fresh = DeliveryMachine(classes: classes, lanes: plans, at: now)
    precondition(fresh.rules.count == rules.count, "a machine keeps its classes")
    rules = fresh.rules
    for index in lanes.indices {
      let configuration = plans[index].policy.breaker?.configuration
      lanes[index].adopt(fresh.lanes[index], configuration, at: now, using: &chance)
    }
  }
}

extension Lane {
  mutating func adopt(
    _ fresh: Lane,
    _ configuration: Breaker.Configuration?,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    bulkhead = fresh.bulkhead
    limiter = fresh.limiter
    budgets = fresh.budgets
    throttle = fresh.throttle
    limit = fresh.limit
    ladder = fresh.ladder
    hedging = fresh.hedging
    ceiling = fresh.ceiling
    features = fresh.features
    switch watch {
    case .nothing:
      guard fresh.watch == .server else { return }
      watch = .server
      breaker = fresh.breaker
    case .server: breaker.adopt(configuration, at: now, using: &chance)
    case .connection:
      breaker.adopt(configuration, at: now, using: &chance)
      for place in connectionBreakers.indices {
        connectionBreakers[place].adopt(configuration, at: now, using: &chance)
      }
    case .shared: break
    }
  }
}

extension Breaker {
  fileprivate mutating func adopt(
    _ new: Configuration?,
    at now: Instant,
    using chance: inout RandomStream
  ) {
    guard let new else {
      obey(.disable, at: now, using: &chance)
      return
    }
    if phase == .disabled { obey(.close, at: now, using: &chance) }
    reconfigure(new, at: now, using: &chance)
  }
}
