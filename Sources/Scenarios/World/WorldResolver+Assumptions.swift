internal import GatewayCore
internal import GatewayModel

extension WorldResolver {
  /// Records every resolved value with where it came from.
  func assume(_ reading: inout Reading) {
    reading.under("run") { RunPlan.table.assume(file.run, root["run"], from: "default", &$0) }
    for entry in file.load {
      let node = root["load"]?[entry.name]
      reading.under("load") { reading in
        reading.under(entry.name) { reading in
          WrittenClass.table.assume(entry.value, node, from: "default", &reading)
          assumePolicies(of: entry, &reading)
        }
      }
    }
    for route in file.routes {
      reading.under("routes") { reading in
        reading.under(route.name) {
          WrittenRoute.table.assume(
            route.value,
            root["routes"]?[route.name],
            from: "default",
            &$0
          )
        }
      }
    }
    for provider in providers {
      let node = root["providers"]?[provider.name]
      reading.under("providers") { reading in
        reading.under(provider.name) {
          WrittenProvider.kind.assume(provider.value, node, "preset", &$0)
        }
      }
    }
    reading.under("fleet") {
      WrittenFleet.table.assume(file.fleet, root["fleet"], from: "default", &$0)
    }
    assumeConnections(&reading)
  }

  private func assumeConnections(_ reading: inout Reading) {
    for (index, provider) in providers.enumerated() {
      let isDefault = connectionsByDefault.contains(provider.name)
      let node = root["fleet"]?["server"]?["connections"]?[provider.name]
      let size = connectionSizes[index]
      reading.assume(
        Assumption(
          path: "fleet.server.connections.\(provider.name)",
          value: Kind.poolSize.show(size) ?? "",
          unit: "",
          source: node.map { reading.place(of: $0) } ?? "default",
          note: isDefault ? "three times Little's law at the peak" : ""
        )
      )
    }
  }

  /// The slots towards each provider that the class sends to.
  private func assumePolicies(of entry: Named<WrittenClass>, _ reading: inout Reading) {
    var silent = Reading(sources: reading.sources, folder: reading.folder)
    let policies = policies(of: entry, fileLayer: file.policy, &silent)
    for index in destinations(of: entry.value) {
      let provider = providers[index]
      let written = layers(of: entry, provider, file.policy).compactMap(\.1)
      let base = written.compactMap { $0.text ?? $0["like"]?.text }.last ?? "recommended"
      let slots = written.reduce(nil as Node?) { merged, layer in
        layer.entries == nil ? nil : merged.map { Merge.merged($0, layer, shapes: []) } ?? layer
      }
      reading.under("policy(\(provider.name))") {
        Policy.table.assume(policies[index], slots, from: "policy \(base)", &$0)
      }
    }
  }

  private func destinations(of entry: WrittenClass) -> [Int] {
    var names = entry.to.map(\.name)
    if let fallback = entry.fallback { names.append(fallback.to) }
    let targets = names.flatMap { name -> [String] in
      guard let route = file.routes.first(where: { $0.name == name }) else { return [name] }
      return [route.value.primary, route.value.secondary]
    }
    return targets.compactMap { provider($0) }.reduce(into: []) { list, index in
      if !list.contains(index) { list.append(index) }
    }
  }
}
