internal import GatewayCore
internal import Policies
internal import TimeAndChance

extension Kind where Value == Int {
  /// `{per: provider, slots: 200}`, or the slots alone.
  static var bulkhead: Kind {
    let table = Table(
      "bulkhead",
      initial: Bulkhead(),
      [
        Key("per", .words([("provider", true)]), \.per, "one for each provider"),
        Key("slots", .positiveCount, \.slots, "calls under way", isRequired: true),
      ]
    )
    return Kind(
      "bulkhead",
      schema: .any([positiveCount.schema, table.schema]),
      read: { node, current, reading in
        if node.entries == nil { return positiveCount.read(node, nil, &reading) }
        return table.read(node, into: Bulkhead(slots: current ?? 1), &reading)?.slots
      },
      show: { String($0) }
    )
  }
}

extension Kind where Value == Policy.FallbackSlot {
  static var fallback: Kind {
    let stale = Table(
      "stale",
      initial: Fraction.all,
      [
        Key(
          "hit",
          .fraction,
          get: { $0 },
          set: { $0 = $1 },
          "messages that have one",
          isRequired: true
        )
      ]
    )
    return choice(
      "fallback",
      [Way("stale", .table(stale), "the last known good answer") { .stale(hit: $0) }],
      bare: .words([
        ("on", .ofClass), ("off", .off), ("true", .ofClass), ("yes", .ofClass), ("no", .off),
      ]),
      show: { slot in
        switch slot {
        case .off: return "off"
        case .ofClass: return "on"
        case .stale(let hit): return "{stale: {hit: \(shown(hit.value * 100))%}}"
        }
      }
    )
  }
}

extension Policy.HygieneSlot {
  static let table = Table(
    "hygiene",
    initial: Policy.HygieneSlot(rule: TokenHygiene(), guardRule: PruneGuard.Settings()),
    [
      Key(
        "prune",
        .words(TokenHygiene.Timing.allCases.map { ($0.rawValue, $0) }),
        \.rule.timing,
        "when tokens are pruned"
      ),
      Key(
        "rule",
        .words(TokenHygiene.Rule.allCases.map { ($0.rawValue, $0) }),
        \.rule.rule,
        "which tokens are pruned"
      ),
      Key(
        "guard",
        Kind<PruneGuard.Settings>.table(guardTable).orOff(),
        \.guardRule,
        "stops pruning when too many die at once"
      ),
    ]
  )

  private static let guardTable = Table(
    "guard",
    initial: PruneGuard.Settings(),
    [
      Key(
        "invalid-above",
        Kind<Double>.factor.only("a factor above x1", where: { $0 > 1 }),
        \.invalidAbove,
        "times the usual share of invalid tokens"
      ),
      Key("stop", .flag, \.stops, "stop pruning, or only raise the alarm"),
      Key(
        "window",
        Kind<Int>.positiveCount.only("a count of at least 10", where: { $0 >= 10 }),
        \.window,
        "answers that a share is taken of"
      ),
      Key("floor", .fraction, \.floor, "below this share there is never an alarm"),
      Key("hold", .duration, \.hold, "an alarm stays at least this long"),
    ]
  )
}

extension Kind where Value == Duration {
  /// `{window: 24h}`, or the duration alone.
  static var dedup: Kind {
    let table = Table(
      "dedup",
      initial: Duration.seconds(86_400),
      [
        Key(
          "window",
          RunPlan.positive,
          get: { $0 },
          set: { $0 = $1 },
          "how long it remembers",
          isRequired: true
        )
      ]
    )
    return Kind(
      "duration",
      unit: "s",
      schema: .any([RunPlan.positive.schema, table.schema]),
      read: { node, _, reading in
        if node.entries == nil { return RunPlan.positive.read(node, nil, &reading) }
        return table.read(node, into: table.initial, &reading)
      },
      show: { shown($0) }
    )
  }
}

extension Policy.DrainSlot {
  static let table = Table(
    "drain",
    initial: Policy.DrainSlot(ramp: .seconds(60), behind: 0),
    [
      Key("ramp", .duration, \.ramp, "from nothing to everything"),
      Key(
        "behind",
        Kind<UInt8>.priority.orOff(),
        \.behind,
        "live messages of this priority go first"
      ),
    ]
  )
}

extension Kind where Value == Policy.HedgeSlot {
  /// `{after: p95}` or `{after: 2s}`.
  static var hedge: Kind {
    let after = scalar(
      "percentile or duration",
      "a percentile or a duration, as in p95 or 2s",
      schema: .text(pattern: nil),
      parse: { text, _, _ in
        if let level = percentileLevel(text), let share = Fraction(level) {
          return .value(.quantile(share))
        }
        switch parseDuration(text) {
        case .value(let span): return .value(.after(span))
        case .unlike: return .unlike
        case .wrong(let problem): return .wrong(problem)
        }
      },
      show: { slot in
        switch slot {
        case .quantile(let share): return "p" + shown(share.value * 100)
        case .after(let span): return shown(span)
        }
      }
    )
    return .table(
      Table(
        "hedge",
        initial: .quantile(.percent(95)),
        [Key("after", after, get: { $0 }, set: { $0 = $1 }, "of the first call", isRequired: true)]
      )
    )
  }
}

/// The keys of one map, as they are read.
private struct Bulkhead: Sendable {
  var slots = 1
  var per = true
}
