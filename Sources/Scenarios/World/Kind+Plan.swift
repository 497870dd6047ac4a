internal import GatewayModel
internal import Policies
internal import Statistics
internal import TimeAndChance

extension Kind where Value == Distribution {
  /// A distribution of a time, built and checked.
  static var time: Kind {
    let syntax = Kind<DistributionSyntax>.distribution
    return Kind(
      syntax.name,
      unit: "s",
      schema: syntax.schema,
      read: { node, _, reading in
        guard let written = syntax.read(node, nil, &reading) else { return nil }
        do throws(DistributionError) {
          return try written.distribution
        } catch {
          reading.refuse(node, "`\(reading.key)`: \(error)")
          return nil
        }
      },
      show: { $0.description }
    )
  }
}

extension DistributionSyntax {
  /// The distribution itself, in seconds.
  var distribution: Distribution {
    get throws(DistributionError) {
      var result = try shape.distribution
      if shift > .zero { result = try result.shifted(by: shift.inSeconds) }
      if let atMost { result = try result.atMost(atMost.inSeconds) }
      return result
    }
  }
}

extension DistributionSyntax.Shape {
  fileprivate var distribution: Distribution {
    get throws(DistributionError) {
      switch self {
      case .constant(let value): return try .constant(value.inSeconds)
      case .exponential(let mean): return try .exponential(mean: mean.inSeconds)
      case .lognormal(let statements): return try .lognormal(statements.facts)
      case .gamma(let mean, let shape): return try .gamma(mean: mean.inSeconds, shape: shape)
      case .weibull(let mean, let scale, let shape):
        if let mean { return try .weibull(mean: mean.inSeconds, shape: shape) }
        return try .weibull(shape: shape, scale: (scale ?? .zero).inSeconds)
      case .pareto(let minimum, let mean, let shape):
        if let mean { return try .pareto(mean: mean.inSeconds, shape: shape) }
        return try .pareto(shape: shape, scale: (minimum ?? .zero).inSeconds)
      case .erlang(let mean, let stages):
        return try .erlang(mean: mean.inSeconds, stages: stages)
      case .hyperexponential(let phases):
        return try .hyperexponential(phases.map { ($0.share.value, $0.mean.inSeconds) })
      case .uniform(let from, let to):
        return try .uniform(from: from.inSeconds, to: to.inSeconds)
      case .empirical(let times): return try .empirical(times.map(\.inSeconds))
      case .percentiles(let percentiles):
        let points = percentiles.map {
          PercentileCurve.Point(probability: $0.level, value: $0.value.inSeconds)
        }
        return try .percentiles(points)
      case .mixture(let parts):
        var components: [(share: Double, is: Distribution)] = []
        for part in parts {
          components.append((part.share.value, try part.distribution.distribution))
        }
        return try .mixture(components)
      }
    }
  }
}

extension LognormalStatements {
  fileprivate var facts: [LognormalFact] {
    var facts: [LognormalFact] = []
    if let mean { facts.append(.mean(mean.inSeconds)) }
    if let median { facts.append(.median(median.inSeconds)) }
    for quantile in quantiles where quantile.level != 0.5 {
      facts.append(.percentile(quantile.level, quantile.value.inSeconds))
    }
    if let sigma { facts.append(.sigma(sigma)) }
    return facts
  }
}

extension Kind where Value == Profile {
  /// A profile of plain numbers, from one of a kind that has a unit.
  static func profile<Inner: Sendable & Hashable>(
    _ inner: Kind<Inner>,
    to number: @escaping @Sendable (Inner) -> Double,
    from value: @escaping @Sendable (Double) -> Inner
  ) -> Kind {
    Kind<ProfileSyntax<Inner>>.profile(of: inner).map(
      { syntax in
        switch syntax {
        case .constant(let value): Profile(constant: number(value))
        case .points(let points):
          Profile(points.map { Profile.Point(time: $0.time, value: number($0.value)) })
        }
      },
      back: { profile in
        profile.points.count == 1
          ? .constant(value(profile.points[0].value))
          : .points(profile.points.map { .init($0.time, value($0.value)) })
      }
    )
  }

  /// A share over time.
  static var shares: Kind {
    profile(.fraction, to: \.value, from: { Fraction(min(1, max(0, $0))) ?? .none })
  }

  /// A factor over time, as `x10` or `150%`.
  static var factors: Kind { profile(.multiple, to: { $0 }, from: { $0 }) }
}

extension Kind where Value == Double {
  /// A multiple of the base value, written as a factor or as a percentage of it.
  static var multiple: Kind {
    scalar(
      "factor",
      "a factor, as in x10 or 150%",
      schema: .text(pattern: "^(x[0-9.]+(e[+-]?[0-9]+)?|[0-9.]+ ?%)$"),
      parse: { text, node, reading in
        if let quantity = Quantity(text), quantity.unit == "%" {
          if quantity.number < 0 { return .wrong("cannot be negative (found \(quoted(text)))") }
          return .value(quantity.hundredth)
        }
        guard text.hasPrefix("x"), let quantity = Quantity(String(text.dropFirst())),
          quantity.unit.isEmpty, quantity.number.isFinite, quantity.number >= 0
        else {
          guard let quantity = Quantity(text), quantity.unit.isEmpty else { return .unlike }
          let hint = "did you mean `x\(shown(quantity.number))`?"
          return .wrong("is a factor, as in x10 (found \(quoted(text))); \(hint)")
        }
        return .value(quantity.number)
      },
      show: { "x" + shown($0) }
    )
  }

  /// A share of a whole, kept as a number.
  static var share: Kind {
    Kind<Fraction>.fraction.map(\.value, back: { Fraction(min(1, max(0, $0))) ?? .none })
  }

  /// A share per unit of time, as in `0.2%/d`; kept per day.
  static var sharePerDay: Kind {
    scalar(
      "fraction per time",
      "a share per time, as in 0.2%/d",
      unit: "/d",
      schema: .text(pattern: "^(0|[0-9.]+ ?%?/(s|m|min|h|d))$"),
      parse: { text, _, _ in
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 1, case .value(.none) = parseFraction(text) { return .value(0) }
        guard parts.count == 2,
          let unit = timeUnits.first(where: { $0.name == trimmed(String(parts[1])) })
        else { return .unlike }
        switch parseFraction(trimmed(String(parts[0]))) {
        case .value(let share): return .value(share.value * (86_400e9 / unit.nanoseconds))
        case .unlike: return .unlike
        case .wrong(let problem): return .wrong(problem)
        }
      },
      show: { shown($0 * 100) + "%/d" }
    )
  }

  /// Money, kept as a number of the file's currency.
  static var price: Kind {
    Kind(
      Kind<Money>.money.name,
      unit: "money",
      schema: Kind<Money>.money.schema,
      read: { node, _, reading in Kind<Money>.money.read(node, nil, &reading)?.amount },
      show: { shown($0) }
    )
  }
}

extension Kind where Value == UInt8 {
  /// `p0` (first) to `p3`.
  static var priority: Kind {
    words([("p0", 0), ("p1", 1), ("p2", 2), ("p3", 3)], "priority")
  }
}

extension Kind where Value == Node {
  /// Part of the file that is read later, when what it depends on is known.
  static func later(_ name: String, _ schema: Schema) -> Kind {
    Kind(name, schema: schema, read: { node, _, _ in node }, show: { _ in nil })
  }
}
