internal import GatewayCore
internal import GatewayModel
internal import TimeAndChance

/// Makes the plans of faults: names become indices, a template becomes its parts.
struct FaultResolver {
  let world: WorldResolver

  init(_ world: WorldResolver) {
    self.world = world
  }

  func plans(_ reading: inout Reading) -> [FaultPlan] {
    world.file.faults.flatMap { plans(of: $0, &reading) }
  }

  private func plans(of entry: Named<WrittenFault>, _ reading: inout Reading) -> [FaultPlan] {
    let fault = entry.value
    let run = world.file.run
    let node = world.root["faults"].flatMap { list in
      list.items.flatMap { items in Merge.position(of: entry.name, in: items).map { items[$0] } }
    }
    if let at = fault.at, at >= run.duration {
      let span = node?["at"]?.span ?? entry.span
      reading.refuse(
        span,
        "the fault begins at \(shown(at)), but the run lasts \(shown(run.duration))"
      )
      return []
    }
    if let at = fault.at, let length = fault.length, fault.like == nil,
      at + length > run.duration, let node = node?["for"]
    {
      reading.warn(
        node.span,
        "the fault ends at \(shown(at + length)), after the run of \(shown(run.duration))"
      )
    }
    if let length = fault.length, fault.ramp + fault.ramp > length, let node = node?["ramp"] {
      reading.refuse(
        node,
        "two ramps of \(shown(fault.ramp)) do not fit in \(shown(length))"
      )
    }
    guard let like = fault.like else {
      return acts(of: fault, node, &reading).map {
        plan(named: entry.name, fault, $0, at: fault.at ?? .zero)
      }
    }
    return parts(of: like, entry, node, &reading)
  }

  /// The faults of a template, moved to where this one begins.
  private func parts(
    of like: String,
    _ entry: Named<WrittenFault>,
    _ node: Node?,
    _ reading: inout Reading
  ) -> [FaultPlan] {
    let fault = entry.value
    for key in node?.entries ?? [] where !["like", "name", "hits", "at"].contains(key.key) {
      reading.refuse(
        key.keySpan,
        "a template takes `name`, `hits` and `at`; write the fault out to change it"
      )
    }
    guard case .provider(let name)? = fault.hits else {
      reading.refuse(
        node?["hits"]?.span ?? entry.span,
        "a template hits a provider, as in `hits: fcm`"
      )
      return []
    }
    guard let template = IncidentTemplate.named(like) else { return [] }
    return template.parts(hitting: name).flatMap { part in
      acts(of: part, nil, &reading).map {
        plan(named: entry.name, part, $0, at: (fault.at ?? .zero) + (part.at ?? .zero))
      }
    }.filter { $0.at < world.file.run.duration }
  }

  private func plan(
    named name: String,
    _ fault: WrittenFault,
    _ act: FaultPlan.Act,
    at: Duration
  ) -> FaultPlan {
    var plan = FaultPlan(
      name: name,
      at: at,
      length: fault.length,
      ramp: fault.ramp,
      hits: target(fault.hits),
      act: act,
      among: fault.among
    )
    plan.share = fault.share
    return plan
  }

  private func target(_ written: WrittenTarget?) -> FaultPlan.Target {
    switch written {
    case .provider(let name): .provider(world.provider(name) ?? 0)
    case .network(let name): .network(world.provider(name) ?? 0)
    case .tokens(let name): .tokens(world.provider(name) ?? 0)
    case .region(let name): .region(world.region(name) ?? 0)
    case .servers: .servers
    case nil: .fleet
    }
  }

  private func acts(
    of fault: WrittenFault,
    _ node: Node?,
    _ reading: inout Reading
  ) -> [FaultPlan.Act] {
    var acts: [FaultPlan.Act] = []
    if !fault.answers.isEmpty { acts.append(.answers(fault.answers)) }
    if let latency = fault.latency { acts.append(.latency(latency)) }
    if let capacity = fault.capacity { acts.append(.capacity(capacity)) }
    if let streams = fault.streams { acts.append(.streams(streams)) }
    if let close = fault.close { acts.append(.close(close)) }
    if let silent = fault.silent { acts.append(.silent(silent)) }
    if let refuse = fault.refuse { acts.append(.refuse(refuse)) }
    if let lose = fault.lose { acts.append(.lose(lose)) }
    if let crash = fault.crash { acts.append(.crash(share: crash, backAfter: fault.backAfter)) }
    if let deploy = fault.deploy {
      acts.append(.deploy(wave: deploy.wave, every: deploy.every, drain: deploy.drain))
    }
    if let corrupt = fault.corrupt { acts.append(.corrupt(corrupt)) }
    if let policy = fault.policy {
      let policies = world.file.load.map { world.policies(of: $0, fileLayer: policy, &reading) }
      acts.append(.policy(policies, over: fault.over))
    }
    return acts
  }
}

extension IncidentTemplate {
  /// The faults of the template, towards a provider; times from its beginning.
  func parts(hitting provider: String) -> [WrittenFault] {
    var found: [Diagnostic] = []
    var sources = Sources()
    let text = SourceText(name: name, text: faults)
    let source = sources.add(text)
    guard let list = NodeBuilder.tree(of: text, as: source, diagnostics: &found) else {
      preconditionFailure("the template \(name) is no YAML: \(found.map(\.message))")
    }
    var reading = Reading(sources: sources, folder: "")
    let parts = (list.items ?? []).compactMap {
      WrittenFault.table.read($0, into: WrittenFault(), &reading)
    }.map { part in
      var part = part
      part.hits = part.hits?.towards(provider)
      return part
    }
    precondition(!reading.hasErrors, "the template \(name): \(reading.diagnostics.map(\.message))")
    return parts
  }
}

extension WrittenTarget {
  /// The same part of another provider.
  fileprivate func towards(_ provider: String) -> WrittenTarget {
    switch self {
    case .provider: .provider(provider)
    case .network: .network(provider)
    case .tokens: .tokens(provider)
    case .region, .servers: self
    }
  }
}
