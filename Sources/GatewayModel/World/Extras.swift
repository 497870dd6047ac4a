import GatewayCore
import Policies
import Simulation
import Statistics
import TimeAndChance

/// What only some worlds have: tokens, tenants, device rates, copies, delivery.
///
/// Messages of classes without any of it never look here.
struct Extras: ~Copyable {
  /// By provider.
  var tokens: ContiguousArray<TokenOffice?>
  var deviceRates: ContiguousArray<DeviceRates?>
  var resting: ContiguousArray<DeviceBackoff?>
  var deliveries: ContiguousArray<DeliveryLine?>
  /// By class.
  let audiences: ContiguousArray<AudienceDraw?>
  let tenants: ContiguousArray<TenantDraw?>
  var memories: ContiguousArray<Deduplicator?>
  /// Notifications that have reached their device, where there are copies of one.
  var heard: ContiguousArray<PagedBits>
  let isInTimeOnDevice: ContiguousArray<Bool>
  let hasSlowTenants: Bool
  /// By cohort and cell, where anything is delivered after it was accepted.
  var delivered: Shelf<LogLinearHistogram>
  /// By cell: messages that a fallback took, of the provider that took them.
  var billed: ContiguousArray<Int>
  let draws: KeyedStream.Purpose

  init(_ plan: WorldPlan, seed: Seed) {
    draws = KeyedStream.Purpose(seed, "audience")
    let setup = FleetSetup(plan)
    tokens = Self.offices(plan, setup, seed)
    deviceRates = .init(plan.providers.map { one in one.perDevice.map { DeviceRates($0) } })
    if !plan.addressesFew { deviceRates = .init(repeating: nil, count: plan.providers.count) }
    resting = .init(deviceRates.map { $0 == nil ? nil : DeviceBackoff() })
    var chance = seed.named("delivery")
    deliveries = .init(
      plan.providers.map { one in
        chance = chance.named(one.name)
        return DeliveryLine(one, seed: chance)
      }
    )
    audiences = .init(plan.classes.map { AudienceDraw($0, plan) })
    tenants = .init(plan.classes.map { one in one.tenants.map { TenantDraw($0) } })
    hasSlowTenants = plan.classes.contains { ($0.tenants?.slow ?? 0) > 0 }
    memories = Self.memories(plan)
    heard = .init(repeating: PagedBits(), count: plan.classes.count)
    isInTimeOnDevice = .init(plan.classes.map(\.inTimeOnDevice))
    let cells = plan.classes.count * plan.providers.count
    let cohorts = Cohorts(plan).cuts.count + 1
    let places = plan.delivers ? cells * cohorts : 0
    delivered = Shelf(repeating: LogLinearHistogram(), count: places)
    billed = .init(repeating: 0, count: cells)
  }

  @inline(never)
  private static func offices(
    _ plan: WorldPlan,
    _ setup: FleetSetup,
    _ seed: Seed
  ) -> ContiguousArray<TokenOffice?> {
    var offices: ContiguousArray<TokenOffice?> = []
    for (lane, provider) in plan.providers.enumerated() {
      guard let tokens = provider.tokens else {
        offices.append(nil)
        continue
      }
      offices.append(
        TokenOffice(
          tokens,
          preset: provider.preset,
          policy: setup.policy(towards: lane),
          seed: seed.named(provider.name)
        )
      )
    }
    return offices
  }

  /// Copies of a notification come at the same instant: a small memory is enough.
  @inline(never)
  private static func memories(_ plan: WorldPlan) -> ContiguousArray<Deduplicator?> {
    var memories: ContiguousArray<Deduplicator?> = []
    for one in plan.classes {
      let window = one.copies > 1 ? one.policies.lazy.compactMap(\.dedup).first : nil
      memories.append(window.map { Deduplicator(window: $0, capacity: 65_536) })
    }
    return memories
  }
}

/// Which token a message of a class is addressed to, found by its turn of arrival.
struct AudienceDraw: Sendable {
  private let audience: TrafficClass.Audience
  private let copies: UInt64
  /// By destination provider: how many numbers once-each goes through.
  private let rounds: ContiguousArray<UInt64>
  /// By destination provider: how many of its tokens are addressed at all.
  private let most: ContiguousArray<UInt64>

  init?(_ traffic: TrafficClass, _ plan: WorldPlan) {
    audience = traffic.audience
    copies = UInt64(max(1, traffic.copies))
    var rounds = ContiguousArray<UInt64>(repeating: 1 << 30, count: plan.providers.count)
    for destination in traffic.to {
      for lane in plan.lanes(of: destination.target) {
        guard let registered = plan.providers[lane].tokens?.registered else { continue }
        // Who goes to another provider takes a number too.
        let all = max(1, (Double(registered) / max(destination.share, 1e-9)).rounded())
        rounds[lane] = UInt64(min(all, Double(traffic.audienceSize ?? .max)))
      }
    }
    self.rounds = rounds
    var most = ContiguousArray<UInt64>(repeating: .max, count: plan.providers.count)
    if let size = traffic.audienceSize {
      for destination in traffic.to {
        let part = UInt64(max(1, (Double(size) * destination.share).rounded()))
        for lane in plan.lanes(of: destination.target) { most[lane] = part }
      }
    }
    self.most = most
  }

  /// The notification that a message is a copy of.
  func notification(_ sequence: UInt64) -> UInt64 { sequence / copies }

  func token(
    _ sequence: UInt64,
    lane: Int,
    population: UInt64,
    using draws: inout KeyedStream
  ) -> UInt32 {
    switch audience {
    case .onceEach: return UInt32(truncatingIfNeeded: notification(sequence) % rounds[lane])
    case .atRandom:
      return UInt32(truncatingIfNeeded: draws.below(max(1, min(population, most[lane]))))
    case .hot(let tokens, let share):
      let among = draws.happens(share) ? UInt64(max(1, tokens)) : population
      return UInt32(truncatingIfNeeded: draws.below(max(1, among)))
    }
  }
}

/// Whose message it is: Zipf's law over the tenants of a class.
struct TenantDraw: Sendable {
  let slow: Int
  let slowFactor: Double
  private let edges: ContiguousArray<Double>

  init(_ plan: TenantPlan) {
    precondition(plan.count >= 1 && plan.count <= 65_535, "1 to 65,535 tenants")
    slow = plan.slow
    slowFactor = plan.slowFactor
    var sum = 0.0
    var edges: ContiguousArray<Double> = []
    for rank in 1...plan.count {
      sum += DeterministicMath.exp(-plan.skew * DeterministicMath.log(Double(rank)))
      edges.append(sum)
    }
    self.edges = .init(edges.map { $0 / sum })
  }

  /// Tenants are numbered by size, the largest first.
  func tenant(_ luck: Double) -> UInt16 {
    var (low, high) = (0, edges.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if luck < edges[middle] { high = middle } else { low = middle + 1 }
    }
    return UInt16(low)
  }

  /// The slow ones are the last in size, so that a slow tenant is not also the loudest.
  func isSlow(_ tenant: UInt16) -> Bool { Int(tenant) >= edges.count - slow }
}
