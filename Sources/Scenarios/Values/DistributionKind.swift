internal import TimeAndChance

extension Kind where Value == DistributionSyntax {
  /// A distribution of a time: a duration, or one of the shapes with its parameters.
  static var distribution: Kind {
    let shapes = Kind<DistributionSyntax.Shape>.distributionShape
    return Kind(
      "distribution",
      unit: "s",
      schema: .named("distribution"),
      read: { node, _, reading in
        guard let shape = shapes.read(node, nil, &reading) else { return nil }
        var result = DistributionSyntax(shape)
        for entry in node.entries ?? [] where entry.key == "shift" || entry.key == "at-most" {
          reading.under(entry.key) { reading in
            let value = Kind<Duration>.duration.read(entry.value, nil, &reading)
            if entry.key == "shift" { result.shift = value ?? .zero } else { result.atMost = value }
          }
        }
        if let atMost = result.atMost, atMost <= result.shift, let node = node["at-most"] {
          reading.refuse(node, "`at-most` must exceed `shift` (found \(node.described))")
        }
        return result
      },
      show: { $0.written }
    )
  }
}

/// The parameters of a gamma, Weibull, Pareto or Erlang as they are read.
private struct Parameters: Sendable {
  var mean: Duration?
  var scale: Duration?
  var minimum: Duration?
  var shape: Double?
  var stages: Int?
  var from = Duration.zero
  var to: Duration?

  static let positive = Kind<Duration>.duration.only("a duration above 0", where: { $0 > .zero })
  static let positiveNumber = Kind<Double>.number.only("a number above 0", where: { $0 > 0 })

  static func table(_ title: String, _ keys: [Key<Parameters>]) -> Table<Parameters> {
    Table(title, initial: Parameters(), keys) { value, node, reading in
      value.check(title, node, &reading)
    }
  }

  /// What a table of independent keys cannot say.
  func check(_ title: String, _ node: Node, _ reading: inout Reading) {
    let sizes = ["mean", "scale", "minimum"].filter { node[$0] != nil }
    if sizes.count > 1 {
      reading.refuse(node, "\(title) takes one of `\(sizes[0])` and `\(sizes[1])`, not both")
    }
    if title == "pareto", let shape, shape <= 1, mean != nil, let node = node["shape"] {
      reading.refuse(node, "a pareto with `shape` of 1 or less has no mean; give `minimum`")
    }
    if title != "uniform" && sizes.isEmpty { reading.refuse(node, "\(title) needs `mean`") }
    if title == "uniform", let to, to <= from, let node = node["to"] {
      reading.refuse(node, "`to` must exceed `from` (found \(node.described))")
    }
  }

  static let meanKey = Key<Parameters>("mean", positive.optional(), \.mean, "the mean")
  static let shapeKey = Key<Parameters>(
    "shape",
    positiveNumber.optional(),
    \.shape,
    "the shape parameter",
    isRequired: true
  )
}

extension LognormalStatements {
  fileprivate static let table = Table(
    "lognormal",
    initial: LognormalStatements(),
    [
      Key("median", Parameters.positive.optional(), \.median, "half of all draws are shorter"),
      Key("mean", Parameters.positive.optional(), \.mean, "the mean"),
      Key("p90", Parameters.positive.optional(), \.p90, "nine of ten draws are shorter"),
      Key("p95", Parameters.positive.optional(), \.p95, "95 of 100 draws are shorter"),
      Key("p99", Parameters.positive.optional(), \.p99, "99 of 100 draws are shorter"),
      Key("p99.9", Parameters.positive.optional(), \.p999, "999 of 1000 draws are shorter"),
      Key(
        "sigma",
        Parameters.positiveNumber.optional(),
        \.sigma,
        "standard deviation of the logarithm"
      ),
    ]
  ) { value, node, reading in value.check(node, &reading) }

  private func check(_ node: Node, _ reading: inout Reading) {
    guard count == 2 else {
      let known = "median, mean, p90, p95, p99, p99.9, sigma"
      reading.refuse(node, "lognormal takes exactly two of \(known) (found \(count))")
      return
    }
    let quantiles = quantiles
    if quantiles.count == 2 && quantiles[1].value <= quantiles[0].value {
      reading.refuse(node, "a higher percentile must be longer than a lower one")
    }
    if let mean, let median, mean <= median, let node = node["mean"] {
      reading.refuse(
        node,
        "the mean of a lognormal exceeds its median (found \(node.described))"
      )
    }
  }
}

extension Kind where Value == DistributionSyntax.Shape {
  fileprivate static var distributionShape: Kind {
    choice(
      "distribution",
      simpleWays + composedWays,
      bare: Kind<Duration>.duration.map(
        { .constant($0) },
        back: { if case .constant(let value) = $0 { value } else { .zero } }
      ),
      common: ["shift", "at-most"],
      show: { DistributionSyntax($0).written }
    )
  }

  private static var simpleWays: [Way<Value>] {
    let (mean, shape) = (Parameters.meanKey, Parameters.shapeKey)
    let positive = Parameters.positive
    return [
      Way("constant", Kind<Duration>.duration, "always the same") { .constant($0) },
      Way("exponential", .table(Parameters.table("exponential", [mean])), "memoryless") {
        .exponential(mean: $0.mean ?? .zero)
      },
      Way("lognormal", .table(LognormalStatements.table), "skewed; two statements fix it") {
        .lognormal($0)
      },
      Way("gamma", .table(Parameters.table("gamma", [mean, shape])), "gamma") {
        .gamma(mean: $0.mean ?? .zero, shape: $0.shape ?? 1)
      },
      Way(
        "weibull",
        .table(
          Parameters.table(
            "weibull",
            [mean, Key("scale", positive.optional(), \.scale, "63.2 % are shorter"), shape]
          )
        ),
        "Weibull"
      ) { .weibull(mean: $0.mean, scale: $0.scale, shape: $0.shape ?? 1) },
      Way(
        "pareto",
        .table(
          Parameters.table(
            "pareto",
            [mean, Key("minimum", positive.optional(), \.minimum, "the shortest"), shape]
          )
        ),
        "heavy tail"
      ) { .pareto(minimum: $0.minimum, mean: $0.mean, shape: $0.shape ?? 1) },
      Way(
        "erlang",
        .table(
          Parameters.table(
            "erlang",
            [
              mean,
              Key(
                "stages",
                Kind<Int>.positiveCount.optional(),
                \.stages,
                "exponential stages",
                isRequired: true
              ),
            ]
          )
        ),
        "a sum of exponential stages"
      ) { .erlang(mean: $0.mean ?? .zero, stages: $0.stages ?? 1) },
      Way(
        "uniform",
        .table(
          Parameters.table(
            "uniform",
            [
              Key("from", Kind<Duration>.duration, \.from, "the shortest"),
              Key("to", Kind<Duration>.duration.optional(), \.to, "the longest", isRequired: true),
            ]
          )
        ),
        "every time between two alike"
      ) { .uniform(from: $0.from, to: $0.to ?? .zero) },
    ]
  }

  private static var composedWays: [Way<Value>] {
    let phase = Table(
      "hyperexponential",
      initial: DistributionSyntax.Phase(),
      [
        Key("share", Kind<Fraction>.fraction, \.share, "share of the draws", isRequired: true),
        Key("mean", Parameters.positive, \.mean, "their mean", isRequired: true),
      ]
    )
    let part = Table(
      "mixture",
      initial: DistributionSyntax.Part(),
      [
        Key("share", Kind<Fraction>.fraction, \.share, "share of the draws", isRequired: true),
        Key("is", Kind<DistributionSyntax>.later, \.distribution, "theirs", isRequired: true),
      ]
    )
    return [
      Way(
        "hyperexponential",
        sharing(Kind<[DistributionSyntax.Phase]>.list(of: .table(phase), atLeast: 1), \.share),
        "one of several exponentials"
      ) { .hyperexponential($0) },
      Way(
        "mixture",
        sharing(Kind<[DistributionSyntax.Part]>.list(of: .table(part), atLeast: 1), \.share),
        "one of several distributions"
      ) { .mixture($0) },
      Way("percentiles", Kind<[DistributionSyntax.Percentile]>.percentiles, "as measured") {
        .percentiles($0)
      },
      Way("empirical", Kind<[Duration]>.measured, "drawn from a file of measurements") {
        .empirical($0)
      },
    ]
  }

  /// Adds the rule that shares add up to one.
  private static func sharing<Element>(
    _ list: Kind<[Element]>,
    _ share: any KeyPath<Element, Fraction> & Sendable
  ) -> Kind<[Element]> {
    Kind<[Element]>(
      list.name,
      schema: list.schema,
      read: { node, current, reading in
        let errors = reading.diagnostics.count
        guard let parts = list.read(node, current, &reading) else { return nil }
        let sum = parts.reduce(0) { $0 + $1[keyPath: share].value }
        if abs(sum - 1) > 1e-9 && reading.diagnostics.count == errors {
          let found = shown(sum * 100)
          reading.refuse(node, "the shares of `\(reading.key)` add up to \(found)%, not 100%")
        }
        return parts
      },
      show: list.show
    )
  }
}

extension Kind where Value == DistributionSyntax {
  /// The kind itself, found when it is needed: a mixture contains distributions.
  fileprivate static var later: Kind {
    Kind(
      "distribution",
      unit: "s",
      schema: .named("distribution"),
      read: { node, current, reading in distribution.read(node, current, &reading) },
      show: { $0.written }
    )
  }

  /// The shape that the name `distribution` stands for in the schema.
  static var distributionSchema: Schema {
    Kind<DistributionSyntax.Shape>.distributionShape.schema
  }
}

extension Kind where Value == [DistributionSyntax.Percentile] {
  /// `{p50: 42ms, p99.9: 2s}`.
  fileprivate static var percentiles: Kind {
    let times = Kind<[Named<Duration>]>.dictionary(of: Kind<Duration>.duration)
    return Kind(
      "percentiles",
      schema: times.schema,
      read: { node, _, reading in
        guard let named = times.read(node, nil, &reading) else { return nil }
        var result: [DistributionSyntax.Percentile] = []
        for entry in named {
          guard let level = percentileLevel(entry.name) else {
            reading.refuse(
              entry.span,
              "a percentile is p50, p99, p99.9 ... (found \(quoted(entry.name)))"
            )
            continue
          }
          if let last = result.last, level <= last.level || entry.value < last.value {
            reading.refuse(entry.span, "percentiles must rise: \(entry.name) is out of order")
          }
          result.append(.init(level: level, value: entry.value))
        }
        if result.count < 2 && result.count == named.count {
          reading.refuse(node, "`percentiles` needs at least two")
        }
        return result
      },
      show: { DistributionSyntax(.percentiles($0)).written }
    )
  }
}

/// Returns 0.999 for `p99.9`; nothing when it is no percentile between 0 and 100.
func percentileLevel(_ name: String) -> Double? {
  guard name.hasPrefix("p"), let quantity = Quantity(String(name.dropFirst())),
    quantity.unit.isEmpty, quantity.number > 0, quantity.number < 100
  else { return nil }
  return quantity.hundredth
}

extension Kind where Value == [Duration] {
  /// `{file: rtt.csv, column: ms}`; a column called after a unit holds plain numbers of it.
  fileprivate static var measured: Kind {
    let table = Table(
      "empirical",
      initial: ProfileFile(),
      [
        Key<ProfileFile>(
          "file",
          .text,
          \.file,
          "a CSV file in the scenario's folder",
          isRequired: true
        ),
        Key<ProfileFile>("column", .text, \.column, "the column of the times", isRequired: true),
      ]
    )
    return Kind(
      "file of times",
      unit: "s",
      schema: table.schema,
      read: { node, _, reading in
        guard let file = table.read(node, into: ProfileFile(), &reading),
          let name = node["file"],
          let csv = CSVTable.load(file.file, named: name, &reading),
          let cells = csv.column(file.column, named: node["column"] ?? name, &reading)
        else { return nil }
        let unit = timeUnits.first {
          file.column == $0.name || file.column.hasSuffix("_\($0.name)")
        }
        var times: [Duration] = []
        for (row, cell) in cells.enumerated() {
          let isBare = Quantity(cell)?.unit.isEmpty == true
          guard case .value(let time) = parseDuration(isBare ? cell + (unit?.name ?? "s") : cell)
          else {
            let problem = "row \(row + 2) of `\(quoted(file.file))` is no time"
            reading.refuse(name, "\(problem) (found \(quoted(cell)))")
            return nil
          }
          times.append(time)
        }
        if times.isEmpty { reading.refuse(name, "`\(quoted(file.file))` has no rows") }
        return times.isEmpty ? nil : times
      },
      show: { DistributionSyntax(.empirical($0)).written }
    )
  }
}
