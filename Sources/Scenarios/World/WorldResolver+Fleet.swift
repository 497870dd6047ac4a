internal import GatewayModel
internal import Statistics
internal import TimeAndChance

extension WorldResolver {
  func fleetPlan(_ reading: inout Reading) -> FleetPlan {
    let written = file.fleet
    let connections = providers.map { provider in
      written.server.connections.first { $0.provider == provider.name }?.size
        ?? FleetPlan.Connections(1)
    }
    var server = FleetPlan.Server(connections: connections)
    server.work = written.server.work
    server.memory = written.server.memory
    server.concurrency = written.server.concurrency
    var fleet = FleetPlan(regions: regions, server: server, queue: queue)
    fleet.failOver = written.failOver
    fleet.start = written.start
    fleet.placement = written.placement
    fleet.sync = written.sync
    fleet.serverCostPerHour = written.cost
    if case .central = written.placement {
      fleet.callers = writtenRegions.reduce(0) { $0 + $1.servers }
    }
    return fleet
  }

  /// With a central gateway it is its boxes that send; the servers are callers behind a hop.
  private var regions: [FleetPlan.Region] {
    guard case .central(_, let boxes) = file.fleet.placement else { return writtenRegions }
    return writtenRegions.map { region in
      var region = region
      region.servers = max(1, Int((Double(boxes) * region.share).rounded()))
      return region
    }
  }

  private var writtenRegions: [FleetPlan.Region] {
    let written = file.fleet.regions
    guard !written.isEmpty else {
      return [FleetPlan.Region(name: "main", share: 1, servers: file.fleet.servers ?? 1)]
    }
    let total = Double(written.reduce(0) { $0 + $1.value.servers })
    return written.map { region in
      FleetPlan.Region(
        name: region.name,
        share: region.value.share ?? Double(region.value.servers) / total,
        servers: region.value.servers
      )
    }
  }

  /// A first version's queue is part of being naive: first in, first out, without a limit.
  private var queue: QueuePlan {
    var queue = file.fleet.queue
    guard isNaive else { return queue }
    let written = root["fleet"]?["queue"]
    if written?["order"] == nil { queue.order = .fifo }
    if written?["limit"] == nil { queue.limit = nil }
    return queue
  }

  /// Whether the policy of the file is the naive one, or none at all.
  var isNaive: Bool {
    guard let policy = file.policy else { return false }
    let name = policy.text ?? policy["like"]?.text
    return name == "naive" || name == "none"
  }

  /// What a provider gets: messages per second on average at the peak.
  static func loads(
    _ classes: [TrafficClass],
    routes: [RoutePlan],
    providers count: Int
  ) -> [Double] {
    var loads = [Double](repeating: 0, count: count)
    for entry in classes {
      let rate = entry.meanRate
      for destination in entry.to {
        switch destination.target {
        case .provider(let index): loads[index] += rate * destination.share
        case .route(let index):
          // Either may have to carry all of it.
          loads[routes[index].primary] += rate * destination.share
          loads[routes[index].secondary] += rate * destination.share
        }
      }
      if let fallback = entry.fallback { loads[fallback.provider] += rate }
    }
    return loads
  }

  /// Connections for three times the streams that Little's law asks for.
  static func enough(
    for rate: Double,
    to provider: ProviderPlan,
    servers: Int
  ) -> FleetPlan.Connections {
    guard let streams = provider.streams.perConnection else { return FleetPlan.Connections(1) }
    let inFlight = rate * (provider.network.mean + provider.roundTrip.mean)
    let perServer = 3 * inFlight / Double(max(1, servers))
    let count = (perServer / Double(streams)).rounded(.up)
    return FleetPlan.Connections(count.isFinite ? min(10_000, max(1, Int(count))) : 1)
  }
}

extension TrafficClass {
  /// Messages per second at the peak of its shape, or while its campaign runs.
  package var meanRate: Double {
    switch source {
    case .arrivals(let arrivals): return arrivals.mean * shape.largest * Double(copies)
    case .campaign(let campaign):
      let messages = Double(campaign.messages * copies)
      switch campaign.by {
      case .over(let span): return messages / span.inSeconds
      case .serial(let rate): return rate.perSecond
      case .shards(let count, let each): return Double(count) * each.perSecond
      case .topic: return 0
      // What a fleet releases at once it sends as it can: take a minute for it.
      case .atOnce: return messages / 60
      }
    }
  }
}

extension WorldPlan {
  /// Messages per second to each provider at the peak.
  package var meanRates: [Double] {
    WorldResolver.loads(classes, routes: routes, providers: providers.count)
  }

  /// When something first disturbs the steady state: a fault, a campaign, a change of shape.
  package var firstDisturbance: Duration {
    let faults = faults.map(\.at)
    let campaigns = classes.compactMap { entry -> Duration? in
      if case .campaign(let campaign) = entry.source { campaign.at } else { nil }
    }
    let shapes = classes.compactMap(\.shape.firstChange)
    return (faults + campaigns + shapes).min() ?? duration
  }
}
