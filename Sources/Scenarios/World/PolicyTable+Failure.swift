internal import GatewayCore
internal import Policies
internal import TimeAndChance

extension Policy.RetrySlot {
  static let table = Table(
    "retry",
    initial: Policy.RetrySlot(),
    [
      Key(
        "attempts",
        Kind<Int>.positiveCount.only("a count from 1 to 1000", where: { $0 <= 1_000 }),
        \.attempts,
        "in all, the first included"
      ),
      Key("pauses", .backoff, \.pauses, "between attempts"),
      Key("honour-retry-after", .honour, \.retryAfter, "whether a server's wish counts"),
      Key(
        "respect-deadline",
        .flag,
        \.respectsDeadline,
        "a retry that cannot end in time is not made"
      ),
      Key(
        "then",
        .words(Last.allCases.map { ($0.rawValue, $0) }),
        \.then,
        "after the last attempt"
      ),
      Key(
        "park",
        Kind<[Duration]>.list(of: .duration, atLeast: 1),
        get: { $0.park.rungs },
        set: { $0.park = ParkingLadder($1, jitter: $0.park.jitter) },
        "the stays of a parked message"
      ),
      Key(
        "park-jitter",
        .fraction,
        get: { $0.park.jitter },
        set: { $0.park = ParkingLadder($0.park.rungs, jitter: $1) },
        "each stay, more or less"
      ),
      Key(
        "park-in",
        .words(ParkIn.allCases.map { ($0.rawValue, $0) }),
        \.parkIn,
        "topic is durable, outside the server; memory is lost in a crash"
      ),
    ]
  ) { retry, node, reading in
    if retry.then == .park && retry.park.rungs.isEmpty {
      reading.refuse((node["then"] ?? node).span, "`then: park` needs `park`, as in [1m, 5m, 25m]")
    }
  }
}

extension Kind where Value == RetryAfter {
  fileprivate static var honour: Kind {
    Kind<Bool>.flag.map(
      { $0 ? .recommended : .ignore },
      back: { $0 != .ignore }
    )
  }
}

extension Kind where Value == Backoff {
  /// A list, `{fixed: 10s}` or `{exponential: {base:, cap:, jitter:}}`.
  static var backoff: Kind {
    let list = Kind<[Duration]>.list(of: .duration, atLeast: 1)
    let bare = Kind<Backoff>(
      "list of durations",
      schema: list.schema,
      read: { node, _, reading in
        if node.plain == "off" || node.plain == "none" { return Backoff.none }
        return list.read(node, nil, &reading).map { Backoff(.list($0)) }
      },
      show: { _ in nil }
    )
    let base = Key<Growth>("base", RunPlan.positive, \.base, "the first", isRequired: true)
    let cap = Key<Growth>("cap", RunPlan.positive.or("unbounded"), \.cap, "never longer")
    let jitter = Key<Growth>("jitter", .jitter, \.jitter, "full, equal, decorrelated, or 20%")
    let factor = Key<Growth>(
      "factor",
      Kind<Double>.number.only("a number of at least 1", where: { $0 >= 1 }),
      \.factor,
      "from one to the next"
    )
    let exponential = Table("exponential", initial: Growth(), [base, cap, jitter, factor])
    let linear = Table("linear", initial: Growth(jitter: .none), [base, cap, jitter])
    let choice = Kind<Backoff>.choice(
      "pauses",
      [
        Way("fixed", Kind<Duration>.duration, "always the same") { Backoff(.fixed($0)) },
        Way("exponential", .table(exponential), "each longer than the one before") {
          .exponential(
            base: $0.base,
            cap: $0.cap ?? .nanoseconds(Int64.max),
            factor: $0.factor,
            jitter: $0.jitter
          )
        },
        Way("linear", .table(linear), "each longer by the first") {
          Backoff(.linear($0.base), cap: $0.cap ?? .nanoseconds(Int64.max), jitter: $0.jitter)
        },
      ],
      show: { $0.written }
    )
    return Kind(
      "pauses",
      unit: "s",
      schema: .any([list.schema, choice.schema]),
      read: { node, current, reading in
        (node.entries == nil ? bare : choice).read(node, current, &reading)
      },
      show: { $0.written }
    )
  }
}

extension Kind where Value == Backoff.Jitter {
  fileprivate static var jitter: Kind {
    let words: [(String, Backoff.Jitter)] = [
      ("none", .none), ("off", .none), ("full", .full), ("full-then-cap", .fullThenCap),
      ("equal", .equal), ("decorrelated", .decorrelated), ("polly", .pollyV2),
      ("finagle", .finagle),
    ]
    let named = Kind<Backoff.Jitter>.words(words)
    return Kind(
      "jitter",
      schema: .any([named.schema, Kind<Fraction>.fraction.schema]),
      read: { node, _, reading in
        guard let text = node.plain, Quantity(text) != nil else {
          return named.read(node, nil, &reading)
        }
        return Kind<Fraction>.fraction.read(node, nil, &reading).map { .proportional($0.value) }
      },
      show: { jitter in
        switch jitter {
        case .proportional(let share), .proportionalAfterCap(let share):
          return shown(share * 100) + "%"
        case .additive(let most): return shown(most)
        default: return words.first { $0.1 == jitter }?.0
        }
      }
    )
  }
}

extension Backoff {
  fileprivate var written: String {
    let tail = jitter == .none ? "" : ", jitter: \(Kind<Jitter>.jitter.show(jitter) ?? "?")"
    let end = cap == .nanoseconds(Int64.max) ? "" : ", cap: \(shown(cap))"
    switch growth {
    case .none: return "none"
    case .fixed(let span):
      return jitter == .none ? "{fixed: \(shown(span))}" : "{fixed: \(shown(span))\(tail)}"
    case .list(let spans): return "[" + spans.map { shown($0) }.joined(separator: ", ") + "]"
    case .linear(let step): return "{linear: {base: \(shown(step))\(end)\(tail)}}"
    case .exponential(let base, let factor):
      let growth = factor == 2 ? "" : ", factor: \(shown(factor))"
      return "{exponential: {base: \(shown(base))\(end)\(tail)\(growth)}}"
    }
  }
}

extension Kind where Value == RetryBudget.Rule {
  static var budget: Kind {
    let finagle = Table(
      "finagle",
      initial: Finagle(),
      [
        Key("ratio", .share, \.ratio, "retries per call"),
        Key("reserve", .rate, \.reserve, "retries that are always allowed"),
        Key("over", RunPlan.positive, \.over, "how long a call counts"),
      ]
    )
    let positive = Kind<Double>.number.only("a number above 0", where: { $0 > 0 })
    let tokens = Table(
      "grpc",
      initial: Tokens(),
      [
        Key(
          "tokens",
          positive.only("a number of at most 1000", where: { $0 <= 1_000 }),
          \.tokens,
          "at the start and at most"
        ),
        Key("ratio", positive, \.ratio, "tokens back for a success"),
      ]
    )
    let quota = Table(
      "aws",
      initial: 500,
      [Key("capacity", Kind<Int>.positiveCount, get: { $0 }, set: { $0 = $1 }, "of the quota")]
    )
    return choice(
      "budget",
      [
        Way("finagle", .table(finagle), "a share of the calls of a window, and a reserve") {
          .leaky(ratio: $0.ratio, reserve: $0.reserve, over: $0.over)
        },
        Way("grpc", .table(tokens), "tokens: a failure takes one, a success gives some back") {
          .gRPC(tokens: $0.tokens, ratio: $0.ratio)
        },
        Way("aws", .table(quota), "a quota: a retry costs 5, after a timeout 10") {
          .quota(capacity: Int64($0), .classic)
        },
        Way("in-flight", Kind<Double>.share, "a share of the calls under way") {
          .inFlight(.envoy(share: $0, atLeast: 3))
        },
      ],
      show: { $0.written }
    )
  }
}

extension RetryBudget.Rule {
  fileprivate var written: String {
    switch self {
    case .unlimited: return "unlimited"
    case .leaky(let ratio, let reserve, let over):
      let rate = "\(shown(reserve.perSecond))/s"
      return "{finagle: {ratio: \(shown(ratio * 100))%, reserve: \(rate), over: \(shown(over))}}"
    case .gRPC(let tokens, let ratio):
      return "{grpc: {tokens: \(shown(tokens)), ratio: \(shown(ratio))}}"
    case .quota(let capacity, _): return "{aws: {capacity: \(capacity)}}"
    case .inFlight(.envoy(let share, _)), .inFlight(.failsafe(let share, _)):
      return "{in-flight: \(shown(share * 100))%}"
    }
  }
}

/// The keys of one map, as they are read.
private struct Growth: Sendable {
  var base: Duration = .seconds(1)
  var factor = 2.0
  var cap: Duration?
  var jitter = Backoff.Jitter.full
}

/// The keys of one map, as they are read.
private struct Finagle: Sendable {
  var ratio = 0.2
  var reserve = Rate(perSecond: 10)
  var over: Duration = .seconds(10)
}

/// The keys of one map, as they are read.
private struct Tokens: Sendable {
  var tokens = 100.0
  var ratio = 0.1
}
