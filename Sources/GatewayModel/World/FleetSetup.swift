import GatewayCore
import Policies
import TimeAndChance

/// Builds the machines of a fleet from its plan.
struct FleetSetup {
  private var plan: WorldPlan

  init(_ plan: WorldPlan) {
    self.plan = plan
  }

  /// Another policy for every class and provider.
  init(_ plan: WorldPlan, policies: [[Policy]]) {
    self.plan = plan
    for (index, one) in policies.enumerated() { self.plan.classes[index].policies = one }
  }

  /// A server that has just been started.
  var machine: DeliveryMachine {
    var machine = DeliveryMachine(classes: rules, lanes: lanePlans, at: .zero)
    if case .threads(let count) = plan.fleet.server.concurrency { machine.mostInFlight = count }
    return machine
  }

  /// One breaker for the whole fleet is one state for the whole fleet.
  private var isFleetWide: Bool {
    plan.providers.indices.contains { policy(towards: $0).breaker?.scope == .fleet }
  }

  func servers() -> ContiguousArray<ServerState> {
    let machine = machine
    let isFleetWide = isFleetWide
    var all: ContiguousArray<ServerState> = []
    for (index, region) in plan.fleet.regions.enumerated() {
      for _ in 0..<region.servers {
        var server = ServerState(machine: machine, region: index)
        if isFleetWide { server.scope = 0 }
        all.append(server)
      }
    }
    return all
  }

  var classFacts: [ClassFacts] {
    var first = 0
    return plan.classes.map { one in
      defer { first += one.to.count }
      return ClassFacts(
        one,
        firstDestination: first,
        hasExtras: plan.hasExtras(one)
      )
    }
  }

  var destinations: [DestinationFacts] {
    plan.classes.flatMap { one in
      var edge = 0.0
      return one.to.enumerated().map { index, destination in
        edge += destination.share
        // Shares add up to one only within rounding: the last takes what is left.
        let isLast = index == one.to.count - 1
        return DestinationFacts(below: isLast ? 2 : edge, lane: lane(of: destination.target))
      }
    }
  }

  private func lane(of target: TrafficClass.Destination.Target) -> UInt8 {
    switch target {
    case .provider(let index): UInt8(index)
    case .route(let index): UInt8(plan.routes[index].primary)
    }
  }

  var regions: [RegionFacts] {
    var edge = 0.0
    var first = 0
    return plan.fleet.regions.enumerated().map { index, region in
      defer { first += region.servers }
      edge += region.share
      let isLast = index == plan.fleet.regions.count - 1
      return RegionFacts(below: isLast ? 2 : edge, firstServer: first, servers: region.servers)
    }
  }

  func sharedState() -> SharedState {
    SharedState(
      breakers: ContiguousArray(
        plan.providers.indices.map { lane in
          guard let slot = policy(towards: lane).breaker,
            slot.scope == .region || slot.scope == .fleet
          else { return nil }
          return Breaker(slot.configuration, at: .zero)
        }
      )
    )
  }

  var rules: [DeliveryMachine.ClassRules] {
    plan.classes.map { one in
      DeliveryMachine.ClassRules(
        policies: one.policies,
        fallback: one.fallback.map { fallback in
          FallbackRoute(
            lane: UInt8(fallback.provider),
            attempts: fallback.afterAttempts,
            elapsed: fallback.afterElapsed,
            whenBreakerOpen: fallback.whenBreakerOpen
          )
        }
      )
    }
  }

  /// What connections, breakers and limits go by: the policy of the first class that is sent there.
  func policy(towards lane: Int) -> Policy {
    let first = plan.classes.first { one in
      one.to.contains { $0.target == .provider(lane) } || one.fallback?.provider == lane
    }
    return (first ?? plan.classes[0]).policies[lane]
  }

  /// A fleet that starts warm has been sending for long: its limiter is past its ramp.
  private func warmed(_ policy: Policy) -> Policy {
    var policy = policy
    // The machine sees a batch as one message; its limiter has to count them all.
    if let size = policy.batch?.size, case .rate(let rate)? = policy.rate?.limit {
      policy.rate?.limit = .rate(rate * (1 / Double(size)))
    }
    guard plan.fleet.start == .warm else { return policy }
    policy.rate?.ramp = .zero
    return policy
  }

  var lanePlans: [Lane.Plan] {
    let isUncapped = plan.isUncapped
    return plan.providers.enumerated().map { index, provider in
      let connections = plan.fleet.server.connections[index]
      let uncapped = isUncapped[index] ? WorldPlan.streamsAtFirst : 65_535
      let streams = min(provider.streams.perConnection ?? uncapped, 65_535)
      let proof = provider.streams.beforeAuthentication
      let quota = provider.quota.map {
        let calls = Double(plan.fleet.servers * (policy(towards: index).batch?.size ?? 1))
        return Rate($0.limit, per: $0.window) * (1 / calls)
      }
      return Lane.Plan(
        size: PoolSize(
          least: connections.minimum,
          most: connections.maximum,
          growAt: Fraction(trusting: connections.growAt)
        ),
        streams: StreamLimits(
          perConnection: streams,
          beforeProof: proof == Int.max ? nil : proof
        ),
        policy: warmed(policy(towards: index)),
        quota: quota
      )
    }
  }
}
