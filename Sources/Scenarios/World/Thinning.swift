internal import GatewayCore
internal import GatewayModel
internal import Policies
internal import Statistics
internal import TimeAndChance

/// A hundredth of a world in which every server is as busy as in the whole.
///
/// Servers stay what they are, there are only fewer of them; whatever they share is divided. What
/// pools across servers would change, so it is refused.
struct Thinning {
  private var world: WorldPlan
  private let factor: Int

  init(_ world: WorldPlan, by factor: Int) {
    self.world = world
    self.factor = factor
  }

  func plan(_ root: Node, _ reading: inout Reading) -> WorldPlan? {
    let place = (root["run"]?["thin"] ?? root).span
    let problems = problems
    for problem in problems { reading.refuse(place, "`thin: \(factor)` \(problem)") }
    guard problems.isEmpty else { return nil }
    var world = world
    world.thin = factor
    world.classes = world.classes.map(thinned)
    world.providers = world.providers.map(thinned)
    for index in world.fleet.regions.indices { world.fleet.regions[index].servers /= factor }
    if world.fleet.queue.kind != .perServer {
      world.fleet.queue.limit = world.fleet.queue.limit.map { max(1, $0 / factor) }
    }
    return world
  }

  private var problems: [String] {
    var problems: [String] = []
    for region in world.fleet.regions where region.servers % factor != 0 {
      problems.append("does not divide the \(region.servers) servers of `\(region.name)`")
    }
    let servers = world.fleet.servers / factor
    if servers < 10 { problems.append("leaves \(servers) servers; at least 10 are needed") }
    let policies = world.classes.flatMap(\.policies)
    if policies.contains(where: { $0.breaker?.scope == .fleet || $0.breaker?.scope == .region }) {
      problems.append("would change a breaker whose scope is wider than a server")
    }
    return problems
  }

  private func divided(_ count: Int) -> Int { max(1, count / factor) }

  private func divided(_ rate: Rate) -> Rate { rate * (1 / Double(factor)) }

  private func thinned(_ entry: TrafficClass) -> TrafficClass {
    var entry = entry
    switch entry.source {
    case .arrivals(let arrivals): entry.source = .arrivals(thinned(arrivals))
    case .campaign(var campaign):
      campaign.messages = divided(campaign.messages)
      switch campaign.by {
      case .serial(let rate): campaign.by = .serial(divided(rate))
      case .shards(let count, let each): campaign.by = .shards(count: count, each: divided(each))
      case .over, .topic, .atOnce: break
      }
      entry.source = .campaign(campaign)
    }
    if case .hot(let tokens, let share) = entry.audience {
      entry.audience = .hot(tokens: divided(tokens), share: share)
    }
    entry.audienceSize = entry.audienceSize.map(divided)
    for index in entry.policies.indices {
      if case .rate(let rate)? = entry.policies[index].rate?.limit {
        entry.policies[index].rate?.limit = .rate(divided(rate))
      }
    }
    return entry
  }

  private func thinned(_ arrivals: Arrivals) -> Arrivals {
    switch arrivals {
    case .poisson(let rate): return .poisson(divided(rate))
    case .regular(let rate): return .regular(divided(rate))
    case .bursts(let every, let size): return .bursts(every: every, size: divided(size))
    case .batches(let rate, let size): return .batches(divided(rate), size: size)
    case .mmpp(let states):
      return .mmpp(states.map { .init(rate: divided($0.rate), stay: $0.stay) })
    case .trace(let rates, let step):
      return .trace(rates: rates.map { $0 / Double(factor) }, step: step)
    }
  }

  private func thinned(_ provider: ProviderPlan) -> ProviderPlan {
    var provider = provider
    provider.connect.atMost = provider.connect.atMost.map(divided)
    if var capacity = provider.capacity {
      capacity.concurrent = divided(capacity.concurrent)
      capacity.queue = capacity.queue.map { $0 / factor }
      provider.capacity = capacity
    }
    provider.quota?.limit /= Double(factor)
    if var tokens = provider.tokens {
      tokens.registered = divided(tokens.registered)
      tokens.newPerSecond /= Double(factor)
      provider.tokens = tokens
    }
    if var delivery = provider.delivery {
      delivery.rate = delivery.rate.map(divided)
      delivery.queue = delivery.queue.map { $0 / factor }
      provider.delivery = delivery
    }
    provider.fanOut = divided(provider.fanOut)
    provider.sendRate = provider.sendRate.map(divided)
    return provider
  }
}
