internal import GatewayCore
internal import GatewayModel
internal import Policies
internal import Providers
internal import Statistics
internal import TimeAndChance

/// Makes the plan of a world from the sections of a file.
struct WorldResolver {
  let file: ScenarioFile
  let root: Node
  let windows: [Window]
  let providers: [Named<WrittenProvider>]
  private(set) var connectionsByDefault: [String] = []
  private(set) var connectionSizes: [FleetPlan.Connections] = []

  init(file: ScenarioFile, root: Node, windows: [Window]) {
    self.file = file
    self.root = root
    self.windows = windows
    providers = Self.allProviders(of: file)
  }

  var providerNames: [String] { providers.map(\.name) }

  /// Those declared, and presets that are only named somewhere.
  private static func allProviders(of file: ScenarioFile) -> [Named<WrittenProvider>] {
    var all = file.providers
    var named: [(String, Span)] = []
    for entry in file.load {
      named += entry.value.to.map { ($0.name, entry.span) }
      if let fallback = entry.value.fallback { named.append((fallback.to, entry.span)) }
    }
    for route in file.routes {
      named += [(route.value.primary, route.span), (route.value.secondary, route.span)]
    }
    for (name, span) in named {
      guard !all.contains(where: { $0.name == name }),
        !file.routes.contains(where: { $0.name == name }), let facts = Provider.named(name)
      else { continue }
      all.append(Named(name: name, span: span, value: WrittenProvider(named: name, like: facts)))
    }
    return all
  }

  mutating func plan(_ reading: inout Reading) -> WorldPlan? {
    guard checkReferences(&reading) else {
      checkPolicies(&reading)
      return nil
    }
    let errors = reading.diagnostics.count
    let classes = file.load.map { trafficClass($0, &reading) }
    var fleet = fleetPlan(&reading)
    let plans = providers.map(\.value.resolved)
    let loads = Self.loads(classes, routes: routes, providers: plans.count)
    for index in plans.indices {
      let name = providers[index].name
      if file.fleet.server.connections.contains(where: { $0.provider == name }) { continue }
      connectionsByDefault.append(name)
      fleet.server.connections[index] = Self.enough(
        for: loads[index],
        to: plans[index],
        servers: fleet.servers
      )
    }
    connectionSizes = fleet.server.connections
    var world = WorldPlan(
      duration: file.run.duration,
      classes: classes,
      providers: plans,
      fleet: fleet
    )
    world.settle = file.run.settle
    if case .fixed(let warmUp) = file.run.warmUp { world.warmUp = warmUp }
    world.interval = file.run.interval
    world.starts = file.run.starts
    world.routes = routes
    world.faults = FaultResolver(self).plans(&reading)
    world.windows = windows.flatMap { parts(of: $0, in: world, &reading) }
    if world.windows.count > 64, let line = lines.last {
      let found = world.windows.count
      reading.refuse(line, "at most 64 parts of the run can be measured (found \(found))")
    }
    checkFit(world, &reading)
    if reading.diagnostics.dropFirst(errors).contains(where: { $0.severity == .error }) {
      return nil
    }
    return file.run.thin == 1 ? world : Thinning(world, by: file.run.thin).plan(root, &reading)
  }
}

extension WorldResolver {
  func provider(_ name: String) -> Int? { providers.firstIndex { $0.name == name } }

  func region(_ name: String) -> Int? { file.fleet.regions.firstIndex { $0.name == name } }

  private func checkReferences(_ reading: inout Reading) -> Bool {
    let errors = reading.diagnostics.count
    let routes = file.routes.map(\.name)
    let destinations = providerNames + routes
    let isLost = reading.references.contains {
      $0.kind == .destination && !destinations.contains($0.name)
    }
    for reference in reading.references {
      // Once the right destination is spelled, a preset that is named elsewhere is there too.
      if isLost && reference.kind == .provider && Provider.named(reference.name) != nil { continue }
      let (what, known): (String, [String]) =
        switch reference.kind {
        case .destination: ("provider or route", providerNames + routes)
        case .provider: ("provider", providerNames)
        case .region: ("region", file.fleet.regions.map(\.name))
        case .policy: ("policy", file.policies.map(\.name))
        case .fault: ("fault", file.faults.map(\.name))
        case .trafficClass: ("class", file.load.map(\.name))
        }
      guard !known.contains(reference.name) else { continue }
      let presets = reference.kind == .destination ? Provider.all.map(\.name) : []
      let nearest = nearestWord(to: reference.name, in: known + presets)
      let hint =
        nearest.map { "; did you mean `\($0)`?" }
        ?? (known.isEmpty ? "" : " (known: \(known.joined(separator: ", ")))")
      reading.refuse(
        reference.span,
        "there is no \(what) called `\(quoted(reference.name))`\(hint)"
      )
    }
    for route in file.routes where providers.contains(where: { $0.name == route.name }) {
      reading.refuse(route.span, "`\(route.name)` is both a provider and a route")
    }
    return reading.diagnostics.count == errors
  }

  /// Reads the layers of policy although names are missing, so that their mistakes show as well.
  private func checkPolicies(_ reading: inout Reading) {
    for entry in file.load {
      if !providers.isEmpty {
        _ = policies(of: entry, fileLayer: file.policy, &reading)
        continue
      }
      let open = WrittenProvider(named: "open", like: Provider.open)
      let place = place(Named(name: "open", span: entry.span, value: open), entry.value.priority)
      for layer in [file.policy, entry.value.policy].compactMap(\.self) {
        let standard = NamedPolicyBook.standard(at: place)
        _ = reading.under("policy") { PolicyLayer.read(layer, over: standard, at: place, &$0) }
      }
    }
  }

  private var routes: [RoutePlan] {
    file.routes.compactMap { route in
      guard let primary = provider(route.value.primary),
        let secondary = provider(route.value.secondary)
      else { return nil }
      return RoutePlan(
        name: route.name,
        primary: primary,
        secondary: secondary,
        health: route.value.health
      )
    }
  }

  private func trafficClass(
    _ entry: Named<WrittenClass>,
    _ reading: inout Reading
  ) -> TrafficClass {
    let written = entry.value
    var result = TrafficClass(
      name: entry.name,
      to: written.to.compactMap { share in destination(share) },
      source: source(written),
      policies: policies(of: entry, fileLayer: file.policy, &reading)
    )
    result.priority = written.priority
    result.shape = written.shape
    result.deadline = written.deadline
    result.ttl = written.ttl ?? written.deadline
    result.fallback = written.fallback.flatMap { fallback in
      provider(fallback.to).map {
        FallbackPlan(
          provider: $0,
          afterAttempts: fallback.after.attempts,
          afterElapsed: fallback.after.elapsed,
          whenBreakerOpen: fallback.after.whenBreakerOpen
        )
      }
    }
    (result.audience, result.audienceSize) = audience(entry)
    result.isPersonal = written.isPersonal
    result.tenants = written.tenants
    result.copies = written.copies
    result.patience = written.patience
    result.clients = written.clients
    result.inTimeOnDevice = written.inTimeOnDevice
    return result
  }

  private func destination(_ share: WrittenShare) -> TrafficClass.Destination? {
    if let index = file.routes.firstIndex(where: { $0.name == share.name }) {
      return TrafficClass.Destination(target: .route(index), share: share.share)
    }
    return provider(share.name).map {
      TrafficClass.Destination(target: .provider($0), share: share.share)
    }
  }

  private func source(_ written: WrittenClass) -> TrafficClass.Source {
    guard let campaign = written.campaign else {
      return .arrivals(written.arrivals ?? .poisson(Rate(perSecond: 1)))
    }
    let release: Campaign.Release =
      switch campaign.by {
      case .over(let span): .over(span)
      case .serial(let rate): .serial(rate)
      case .shards(let count, let each): .shards(count: count, each: each)
      case .topic(let name): .topic(provider: provider(name) ?? 0)
      case .atOnce: .atOnce
      }
    return .campaign(Campaign(messages: campaign.messages, at: campaign.at, by: release))
  }

  /// Who is addressed, and how many they are where the file says so.
  private func audience(_ entry: Named<WrittenClass>) -> (TrafficClass.Audience, Int?) {
    switch entry.value.audience {
    case .onceEach(let size): (.onceEach, size)
    case .atRandom(let size): (.atRandom, size)
    case .hot(let tokens, let share): (.hot(tokens: tokens, share: share), nil)
    }
  }
}

extension WorldResolver {
  /// The policy of a class towards every provider: file, then provider, then class.
  func policies(
    of entry: Named<WrittenClass>,
    fileLayer: Node?,
    _ reading: inout Reading
  ) -> [Policy] {
    providers.map { provider in
      let place = self.place(provider, entry.value.priority)
      var policy = NamedPolicyBook.standard(at: place)
      for (keys, layer) in layers(of: entry, provider, fileLayer) {
        guard let layer else { continue }
        let read = reading.under(keys) { PolicyLayer.read(layer, over: policy, at: place, &$0) }
        policy = read ?? policy
      }
      return policy
    }
  }

  func place(_ provider: Named<WrittenProvider>, _ priority: UInt8) -> PolicyLayer.Place {
    PolicyLayer.Place(
      facts: provider.value.factsAsWritten,
      priority: priority,
      own: file.policies
    )
  }

  func layers(
    of entry: Named<WrittenClass>,
    _ provider: Named<WrittenProvider>,
    _ fileLayer: Node?
  ) -> [(String, Node?)] {
    [("policy", fileLayer), ("policy", provider.value.policy), ("policy", entry.value.policy)]
  }
}

extension WrittenProvider {
  /// What is known of the provider, after the file's own figures: a policy that asks for twice the
  /// p99 means this one's.
  var factsAsWritten: ProviderFacts {
    var facts = facts
    facts.name = plan.preset
    let network = plan.network.mean
    let median = plan.roundTrip.quantile(0.5) + network
    let p99 = plan.roundTrip.quantile(0.99) + network
    facts.roundTrip =
      median < p99
      ? .lognormal(median: Duration(inSeconds: median), p99: Duration(inSeconds: p99))
      : .constant(Duration(inSeconds: p99))
    return facts
  }
}
