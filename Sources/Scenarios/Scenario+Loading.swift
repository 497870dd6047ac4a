internal import GatewayModel

extension Scenario {
  /// Reads a scenario file, with overrides as `--set` gives them.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - overrides: Each `path=value`.
  ///   - isQuick: Whether the file's `quick:` block is laid over it.
  /// - Returns: The scenario, with what is odd about it as warnings.
  /// - Throws: Everything that is wrong with it, in file order.
  package static func load(
    path: String,
    overrides: [String] = [],
    isQuick: Bool = false
  ) throws(ScenarioErrors) -> Scenario {
    var sources = Sources()
    let bytes: [UInt8]
    do throws(FileFault) {
      bytes = try fileContents(at: path, limit: ReadingLimit.bytes)
    } catch {
      let source = sources.add(SourceText(name: path, bytes: []))
      let fault = Diagnostic(at: .beginning(of: source), error.problem)
      throw ScenarioErrors([fault], in: sources)
    }
    return try load(bytes, path: path, overrides: overrides, isQuick: isQuick)
  }

  /// Reads a scenario from bytes that would be found at `path`.
  package static func load(
    _ bytes: [UInt8],
    path: String,
    overrides: [String] = [],
    isQuick: Bool = false
  ) throws(ScenarioErrors) -> Scenario {
    var sources = Sources()
    var found: [Diagnostic] = []
    let text = SourceText(name: path, bytes: bytes)
    let source = sources.add(text)
    let tree = NodeBuilder.tree(of: text, as: source, diagnostics: &found)
    guard var root = tree else { throw ScenarioErrors(found, in: sources) }
    if isQuick, let quick = root["quick"], quick.entries != nil {
      root = Merge.merged(root, quick, shapes: [ScenarioFile.shape])
    }
    for argument in overrides {
      guard let override = Override.parse(argument, &sources, &found) else { continue }
      do throws(Diagnostic) {
        root = try override.applied(to: root, shape: ScenarioFile.shape)
      } catch {
        found.append(error)
      }
    }
    return try made(of: root, path: path, sources: sources, found: found)
  }

  /// Reads everything from a tree; used again for each variant and each design point.
  static func made(
    of root: Node,
    path: String,
    sources: Sources,
    found: [Diagnostic] = []
  ) throws(ScenarioErrors) -> Scenario {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    var reading = Reading(
      sources: sources,
      folder: folder.isEmpty && path.hasPrefix("/") ? "/" : folder
    )
    let resolver = Resolver(root: root, path: path, folder: reading.folder)
    let scenario = resolver.scenario(&reading)
    let all = found + reading.diagnostics
    guard let scenario, !all.contains(where: { $0.severity == .error }) else {
      throw ScenarioErrors(all, in: sources)
    }
    return scenario
  }
}

extension Scenario {
  /// Returns the scenario with other values for some settings: a design point, or a size.
  ///
  /// `fleet.servers` of a fleet with regions keeps the regions' proportions.
  package func changed(
    _ settings: [(path: String, value: String)],
    incident: String? = nil
  ) throws(ScenarioErrors) -> Scenario {
    var sources = sources
    var found: [Diagnostic] = []
    var root = root
    for (path, value) in settings {
      let written = Self.regional(path, value, in: root)
      for argument in written {
        guard let change = Override.parse(argument, named: path, &sources, &found) else { continue }
        do throws(Diagnostic) {
          root = try change.applied(to: root, shape: ScenarioFile.shape)
        } catch {
          found.append(error)
        }
      }
    }
    if let incident {
      root = root.withoutLines.replacing("faults", with: incidentFaults(incident))
    }
    return try Self.made(of: root, path: path, sources: sources, found: found)
  }

  /// Returns the scenario under one of the faults that `size:` must survive.
  package func under(_ survival: SizePlan.Survival) throws(ScenarioErrors) -> Scenario {
    guard let fault = survival.fault else { return self }
    let faults = Node(.sequence([fault]), at: fault.span)
    return try Self.made(
      of: root.withoutLines.replacing("faults", with: faults),
      path: path,
      sources: sources
    )
  }

  /// The one fault that a portfolio's entry means: after a quarter of the run, at the busiest provider.
  private func incidentFaults(_ name: String) -> Node {
    let place = root.span
    guard name != "none" else { return Node(.sequence([]), at: place) }
    func text(_ text: String) -> Node { Node(.scalar(text, isPlain: true), at: place) }
    func entry(_ key: String, _ value: String) -> Node.Entry {
      Node.Entry(key: key, keySpan: place, value: text(value))
    }
    let quarter = shown(run.duration / 4)
    let fault = Node(
      .mapping([
        entry("name", name), entry("like", name), entry("at", quarter),
        entry("hits", world.providers[world.busiestProvider].name),
      ]),
      at: place
    )
    return Node(.sequence([fault]), at: place)
  }

  /// `fleet.servers=N` as one setting per region, largest remainders first.
  private static func regional(_ path: String, _ value: String, in root: Node) -> [String] {
    guard path == "fleet.servers", let total = Int(value),
      let regions = root["fleet"]?["regions"]?.entries, !regions.isEmpty
    else { return ["\(path)=\(value)"] }
    let weights = regions.map { Double($0.value["servers"]?.text.flatMap { Int($0) } ?? 1) }
    let sum = weights.reduce(0, +)
    let exact = weights.map { $0 / sum * Double(total) }
    var counts = exact.map { max(1, Int($0)) }
    let byRemainder = exact.indices.sorted {
      (exact[$1] - exact[$1].rounded(.down), $0) < (exact[$0] - exact[$0].rounded(.down), $1)
    }
    for index in byRemainder where counts.reduce(0, +) < total { counts[index] += 1 }
    return zip(regions, counts).map { "fleet.regions.\"\($0.key)\".servers=\($1)" }
  }
}

extension Node {
  /// A map with another value for a key.
  func replacing(_ key: String, with value: Node) -> Node {
    var entries = entries ?? []
    if let index = entries.firstIndex(where: { $0.key == key }) {
      entries[index].value = value
    } else {
      entries.append(Entry(key: key, keySpan: value.span, value: value))
    }
    return Node(.mapping(entries), at: span)
  }

  /// A scenario without what may name faults that it is about to lose.
  var withoutLines: Node { without(["expect", "compare", "compare-to", "quick"]) }

  /// A map without some keys.
  func without(_ keys: [String]) -> Node {
    Node(.mapping((entries ?? []).filter { !keys.contains($0.key) }), at: span)
  }
}

extension WorldPlan {
  /// The provider with the largest share of the traffic.
  var busiestProvider: Int {
    let rates = meanRates
    return rates.indices.max { rates[$0] < rates[$1] } ?? 0
  }
}
