internal import GatewayModel

/// Everything in a file that is written in the grammar of `expect:`, and the windows it names.
struct StudyLines {
  private(set) var expectations: [Expectation] = []
  private(set) var size: SizePlan?
  private(set) var sweep: SweepPlan?
  /// Each window once, in the order of the file.
  private(set) var windows: [Window] = []

  init(_ file: ScenarioFile, names: ExpectationNames, _ reading: inout Reading) {
    for line in file.expect {
      if let expectation = ExpectationParser.expectation(line, names: names, &reading) {
        keep(expectation.claim)
        expectations.append(expectation)
      }
    }
    if let written = file.size { size = sizePlan(written, names, &reading) }
    if let written = file.sweep { sweep = sweepPlan(written, names, &reading) }
  }

  private mutating func keep(_ claim: Claim) {
    keep(claim.window)
    if case .probability(.claim(let inner)) = claim.value { keep(inner) }
  }

  private mutating func keep(_ window: Window) {
    if window != .whole, !windows.contains(window) { windows.append(window) }
  }

  private mutating func sizePlan(
    _ written: WrittenSize,
    _ names: ExpectationNames,
    _ reading: inout Reading
  ) -> SizePlan? {
    var objectives: [Expectation] = []
    for line in written.objectives {
      if let objective = ExpectationParser.expectation(line, names: names, &reading) {
        keep(objective.claim)
        objectives.append(objective)
      }
    }
    let bounds = written.between?.items ?? []
    guard bounds.count == 2, let path = written.smallest ?? written.largest else { return nil }
    guard let least = quantity(bounds[0], &reading), let most = quantity(bounds[1], &reading)
    else { return nil }
    guard least.unit == most.unit, least.value < most.value else {
      reading.refuse(bounds[1], "`between` rises, in one unit (found \(bounds[1].described))")
      return nil
    }
    let second = andLevels(written, &reading)
    let survive = written.survive.map { node in
      let name = node["name"]?.text ?? (node.entries == nil ? node.text : nil)
      return SizePlan.Survival(
        name: name ?? node["hits"]?.text ?? "fault",
        fault: node.entries == nil ? nil : node
      )
    }
    for node in written.survive where node.entries == nil && node.text != "as-scripted" {
      reading.refuse(node, "`survive` lists `as-scripted` or faults (found \(node.described))")
    }
    for node in written.survive where node.entries != nil {
      _ = WrittenFault.table.read(node, into: WrittenFault(), &reading)
    }
    return SizePlan(
      direction: written.smallest != nil ? .smallest : .largest,
      path: path,
      and: written.and,
      andLevels: second,
      least: least.value,
      most: most.value,
      unit: least.unit,
      objectives: objectives,
      survive: survive.isEmpty ? [SizePlan.Survival(name: "as-scripted", fault: nil)] : survive,
      confidence: written.confidence
    )
  }

  /// Five values of the second setting in equal ratios.
  private func andLevels(
    _ written: WrittenSize,
    _ reading: inout Reading
  ) -> [String] {
    guard let bounds = written.andBetween?.items, bounds.count == 2 else { return [] }
    guard let least = quantity(bounds[0], &reading), let most = quantity(bounds[1], &reading) else {
      return []
    }
    guard least.unit == most.unit, least.value > 0, least.value < most.value else {
      reading.refuse(
        bounds[1],
        "`and-between` rises from above 0, in one unit (found \(bounds[1].described))"
      )
      return []
    }
    return SizePlan.levels(from: least.value, to: most.value, unit: least.unit)
  }

  /// A number with the multiplier of a count taken out, so that `2k/s` and `500/s` compare.
  private func quantity(
    _ node: Node,
    _ reading: inout Reading
  ) -> (value: Double, unit: String)? {
    guard let quantity = node.plain.flatMap({ Quantity($0) }) else {
      reading.refuse(node, "`between` holds numbers, as in [10, 2000] (found \(node.described))")
      return nil
    }
    var unit = quantity.unit
    var value = quantity.number
    if let suffix = countSuffixes.first(where: { !$0.name.isEmpty && unit.hasPrefix($0.name) }),
      unit.count == 1 || unit.dropFirst().first == "/"
    {
      unit.removeFirst()
      value *= suffix.factor
    }
    return (value, unit)
  }

  private mutating func sweepPlan(
    _ written: WrittenSweep,
    _ names: ExpectationNames,
    _ reading: inout Reading
  ) -> SweepPlan {
    var watch: [MeasuredValue] = []
    for line in written.watch {
      if let value = ExpectationParser.value(line, names: names, &reading) {
        if case .probability(.claim(let claim)) = value { keep(claim) }
        watch.append(value)
      }
    }
    let design: SweepPlan.Design =
      switch written.design {
      case .factorial: .factorial
      case .sobol(let points): .sobol(points)
      }
    return SweepPlan(
      factors: written.vary.map { .init(path: $0.name, levels: $0.value) },
      across: written.across.map(\.name),
      design: design,
      watch: watch
    )
  }
}
