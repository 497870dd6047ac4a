internal import GatewayModel
internal import TimeAndChance

/// Connects the sections of a file: names become indices, standards are filled in, and what only
/// makes sense together is checked.
struct Resolver {
  let root: Node
  let path: String
  let folder: String

  func scenario(_ reading: inout Reading) -> Scenario? {
    guard root.entries != nil else {
      reading.refuse(root, "a scenario is a map with keys such as `load` and `fleet`")
      return nil
    }
    guard let file = ScenarioFile.table.read(root, into: ScenarioFile(), &reading) else {
      return nil
    }
    let variantRoots = file.compare.map { variant in
      Named(
        name: variant.name,
        span: variant.span,
        value: Merge.merged(
          root.without(["compare", "compare-to", "quick"]),
          variant.value,
          shapes: [ScenarioFile.shape]
        )
      )
    }
    let names = names(of: file)
    let lines = StudyLines(file, names: names, &reading)
    let base = variant("base", file, root, lines.windows, &reading)
    var variants: [Scenario.Variant] = []
    for entry in variantRoots {
      if entry.name == "base" {
        reading.refuse(entry.span, "`base` is the file itself; call the variant something else")
      }
      let errors = reading.diagnostics.count
      guard file.compare.first(where: { $0.name == entry.name })?.value.entries != nil else {
        reading.refuse(entry.span, "a variant is a map of overrides, as in {policy: naive}")
        continue
      }
      guard
        let changed = ScenarioFile.table.read(entry.value, into: ScenarioFile(), &reading),
        reading.diagnostics.count == errors
      else { continue }
      if let variant = variant(entry.name, changed, entry.value, lines.windows, &reading) {
        variants.append(variant)
      }
    }
    checkBaseline(file, &reading)
    guard let base, !reading.hasErrors else { return nil }
    return Scenario(
      name: stem,
      path: path,
      title: file.title ?? stem,
      why: file.why ?? "",
      base: base,
      variants: variants,
      baseline: file.compareTo ?? file.compare.first?.name,
      expectations: lines.expectations,
      size: lines.size,
      sweep: lines.sweep,
      warnings: reading.diagnostics,
      sources: reading.sources,
      filesRead: reading.filesRead,
      root: root,
      folder: folder
    )
  }

  private func variant(
    _ name: String,
    _ file: ScenarioFile,
    _ root: Node,
    _ windows: [Window],
    _ reading: inout Reading
  ) -> Scenario.Variant? {
    var part = Reading(sources: reading.sources, folder: folder)
    // Names were collected while the sections were read; each variant has its own.
    part.references = reading.references
    reading.references = []
    var run = file.run
    run.collapseClaim = collapseClaim(of: run, names(of: file), &part)
    let extra = [run.collapseClaim?.window].compactMap { $0 }
      .filter { $0 != .whole && !windows.contains($0) }
    var world = WorldResolver(file: file, root: root, windows: windows + extra)
    let plan = world.plan(&part).map {
      $0.collapsing(by: run.collapseClaim).testingReset(asksForMetastable(file))
    }
    if plan != nil { world.assume(&part) }
    reading.take(part)
    guard let plan else { return nil }
    return Scenario.Variant(
      name: name,
      run: run,
      world: plan,
      assumptions: part.assumptions
    )
  }

  /// Whether a line asks for `metastable`, which costs a collapsed run a few minutes more.
  private func asksForMetastable(_ file: ScenarioFile) -> Bool {
    let lines = file.expect + (file.size?.objectives ?? []) + (file.sweep?.watch ?? [])
    return lines.contains { $0.text?.contains("metastable") == true }
  }

  /// The line of `run.collapse`: about one replication, of this variant.
  private func collapseClaim(
    of run: RunPlan,
    _ names: ExpectationNames,
    _ reading: inout Reading
  ) -> Claim? {
    guard let node = run.collapse else { return nil }
    guard let line = ExpectationParser.expectation(node, names: names, &reading) else { return nil }
    if line.variant != nil {
      reading.refuse(node, "`run.collapse` speaks of the variant that is run; leave `in` out")
      return nil
    }
    guard case .metric(let value) = line.claim.value else {
      let hint = "it is asked of each replication; leave `probability(...)` out"
      reading.refuse(node, "`run.collapse` is a line such as `goodput < 100/s`; \(hint)")
      return nil
    }
    if value.metric == "collapse" || value.metric == "metastable" {
      reading.refuse(node, "`run.collapse` says what `\(value.metric)` means; it cannot ask for it")
      return nil
    }
    return line.claim
  }

  private func checkBaseline(_ file: ScenarioFile, _ reading: inout Reading) {
    guard let baseline = file.compareTo, let node = root["compare-to"] else { return }
    let known = ["base"] + file.compare.map(\.name)
    if !known.contains(baseline) {
      let hint = suggestion(for: baseline, among: known)
      reading.refuse(node, "there is no variant called `\(quoted(baseline))`\(hint)")
    }
  }

  private func names(of file: ScenarioFile) -> ExpectationNames {
    var names = ExpectationNames(metrics: MetricWord.all)
    names.classes = file.load.map(\.name)
    names.providers = WorldResolver(file: file, root: root, windows: []).providerNames
    names.regions = file.fleet.regions.map(\.name)
    names.faults = file.faults.map(\.name)
    names.variants = file.compare.map(\.name)
    return names
  }

  /// The file's name without folder and ending.
  private var stem: String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    return last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
  }
}

extension Reading {
  /// Takes over what another reading found.
  mutating func take(_ other: Reading) {
    depend(on: stride(from: 0, to: 64, by: 8).map { UInt8(other.filesRead >> $0 & 0xff) })
    for diagnostic in other.diagnostics {
      if diagnostic.severity == .error {
        refuse(diagnostic.span, diagnostic.message)
      } else {
        warn(diagnostic.span, diagnostic.message)
      }
    }
  }
}
