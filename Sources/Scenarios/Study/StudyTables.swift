internal import Glibc
internal import TimeAndChance

/// `size:` as it is written.
struct WrittenSize: Sendable {
  var smallest: String?
  var largest: String?
  var and: String?
  var andBetween: Node?
  var between: Node?
  var objectives: [Node] = []
  var survive: [Node] = []
  var confidence = 0.95

  static let table = Table(
    "size",
    initial: WrittenSize(),
    [
      Key(
        "smallest",
        Kind<String>.text.optional(),
        \.smallest,
        "the setting to make small, as in fleet.servers"
      ),
      Key(
        "largest",
        Kind<String>.text.optional(),
        \.largest,
        "the setting to make large, as in load.otp.arrivals.poisson"
      ),
      Key("and", Kind<String>.text.optional(), \.and, "a second setting: gives a frontier"),
      Key(
        "and-between",
        Kind<Node>.later("two values", .list(.anything)).optional(),
        \.andBetween,
        "the least and the most of the second setting; a quarter to four times what it is"
      ),
      Key(
        "between",
        Kind<Node>.later("two values", .list(.anything)).optional(),
        \.between,
        "the least and the most to try",
        isRequired: true
      ),
      Key("objectives", .lines, \.objectives, "what must hold", isRequired: true),
      Key(
        "survive",
        .items,
        \.survive,
        "under which faults: `as-scripted`, or a fault each"
      ),
      Key(
        "confidence",
        Kind<Double>.share.only("a share below 100%", where: { $0 < 1 }),
        \.confidence,
        "of each decision"
      ),
    ]
  ) { size, node, reading in
    if (size.smallest == nil) == (size.largest == nil) {
      reading.refuse(node.opening, "size needs one of `smallest` and `largest`")
    }
    if let second = size.andBetween, second.items?.count != 2 {
      reading.refuse(
        second,
        "`and-between` is two values, as in [4, 64] (found \(second.described))"
      )
    }
    if size.andBetween != nil, size.and == nil {
      reading.refuse(node.opening, "`and-between` needs `and`, the setting that it is about")
    }
    if let between = size.between, between.items?.count != 2 {
      reading.refuse(
        between,
        "`between` is two values, as in [10, 2000] (found \(between.described))"
      )
    }
  }
}

/// `sweep:` as it is written.
struct WrittenSweep: Sendable {
  enum Design: Sendable, Hashable {
    case factorial
    case sobol(Int)
  }

  var vary: [Named<[Node]>] = []
  var across: [Named<Bool>] = []
  var design = Design.factorial
  var watch: [Node] = []

  static let table = Table(
    "sweep",
    initial: WrittenSweep(),
    [
      Key("vary", .dictionary(of: .levels), \.vary, "settings and their values", isRequired: true),
      Key("across", .incidents, \.across, "a portfolio of incidents; `none` is a calm day"),
      Key("design", .design, \.design, "every combination, or so many Sobol points"),
      Key("watch", .lines, \.watch, "what is measured", isRequired: true),
    ]
  )
}

extension Kind where Value == [Node] {
  /// Items of any shape, to be read later.
  fileprivate static var items: Kind {
    Kind(
      "list",
      schema: .list(.anything),
      read: { node, _, reading in
        if let items = node.items { return items }
        reading.refuse(node, "`\(reading.key)` is a list (found \(node.described))")
        return nil
      },
      show: { _ in nil }
    )
  }

  /// A list of values, or `{from: 5s, to: 120s, steps: 6, scale: log}`.
  fileprivate static var levels: Kind {
    Kind(
      "list or range",
      schema: .any([.list(.anything), LevelRange.table.schema]),
      read: { node, _, reading in
        if let items = node.items {
          if items.count < 2 {
            reading.refuse(node, "`\(reading.key)` needs at least two values to vary")
          }
          return items
        }
        guard node.entries != nil else {
          let wanted = "a list of values or {from:, to:, steps:}"
          reading.refuse(node, "`\(reading.key)` is \(wanted) (found \(node.described))")
          return nil
        }
        return LevelRange.table.read(node, into: LevelRange(), &reading)?.levels(node, &reading)
      },
      show: { _ in nil }
    )
  }
}

/// A range of values for a setting.
struct LevelRange: Sendable {
  var from: Node?
  var to: Node?
  var steps = 5
  var isLogarithmic = false

  static let table = Table(
    "range",
    initial: LevelRange(),
    [
      Key(
        "from",
        Kind<Node>.later("value", .anything).optional(),
        \.from,
        "the first value",
        isRequired: true
      ),
      Key(
        "to",
        Kind<Node>.later("value", .anything).optional(),
        \.to,
        "the last value",
        isRequired: true
      ),
      Key(
        "steps",
        Kind<Int>.count.only("a count from 2 to 1000", where: { (2...1_000).contains($0) }),
        \.steps,
        "how many values"
      ),
      Key(
        "scale",
        .words([("linear", false), ("log", true)]),
        \.isLogarithmic,
        "equal distances or equal ratios"
      ),
    ]
  )

  /// The values in between, in the unit of the first.
  func levels(_ node: Node, _ reading: inout Reading) -> [Node]? {
    guard let first = from?.plain.flatMap({ Quantity($0) }),
      let last = to?.plain.flatMap({ Quantity($0) }), let from
    else {
      reading.refuse(node, "`from` and `to` are numbers with the same unit")
      return nil
    }
    guard first.unit == last.unit else {
      let units = "`\(first.unit)` and `\(last.unit)`"
      reading.refuse(node, "`from` and `to` need the same unit (found \(units))")
      return nil
    }
    if isLogarithmic && (first.number <= 0 || last.number <= 0) {
      reading.refuse(node, "a range with `scale: log` lies above 0")
      return nil
    }
    return (0..<steps).map { step in
      let share = Double(step) / Double(steps - 1)
      let value =
        isLogarithmic
        ? geometric(first.number, last.number, share)
        : first.number + (last.number - first.number) * share
      return Node(.scalar(shown(value) + first.unit, isPlain: true), at: from.span)
    }
  }

  private func geometric(_ first: Double, _ last: Double, _ share: Double) -> Double {
    if share == 0 { return first }
    if share == 1 { return last }
    return rounded(first * exp(share * log(last / first)))
  }

  /// Values that are tried are values that one can read.
  private func rounded(_ value: Double) -> Double {
    var scale = 1.0
    while abs(value) * scale < 1_000 { scale *= 10 }
    while abs(value) * scale >= 10_000 { scale /= 10 }
    return (value * scale).rounded() / scale
  }
}

extension Kind where Value == WrittenSweep.Design {
  fileprivate static var design: Kind {
    choice(
      "design",
      [Way("sobol", Kind<Int>.positiveCount, "so many quasi-random points") { .sobol($0) }],
      bare: .words([("factorial", .factorial)]),
      show: { if case .sobol(let count) = $0 { "{sobol: \(count)}" } else { "factorial" } }
    )
  }
}

extension Kind where Value == [Named<Bool>] {
  /// Names of incident templates.
  fileprivate static var incidents: Kind {
    let names = ["none"] + IncidentTemplate.all.map(\.name)
    let word = Kind<String>.words(names.map { ($0, $0) }, "template")
    return Kind(
      "list of incidents",
      schema: .list(word.schema),
      read: { node, _, reading in
        guard let items = node.items else {
          reading.refuse(node, "`across` is a list of incidents (found \(node.described))")
          return nil
        }
        return items.compactMap { item in
          word.read(item, nil, &reading).map { Named(name: $0, span: item.span, value: true) }
        }
      },
      show: { _ in nil }
    )
  }
}
