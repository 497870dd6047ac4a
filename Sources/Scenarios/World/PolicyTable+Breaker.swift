internal import GatewayCore
internal import Policies
internal import TimeAndChance

extension Policy.BreakerSlot {
  static let table = Table(
    "breaker",
    initial: Policy.BreakerSlot(configuration: Breaker.Configuration()),
    judgementKeys + phaseKeys
  ) { slot, node, reading in
    let it = slot.configuration
    let canTrip =
      it.failureRate != nil || it.slowRate != nil || it.badRate != nil || it.failureCount != nil
      || it.consecutiveFailures != nil
    if !canTrip && !it.isDryRun {
      reading.refuse(
        node.opening,
        "this breaker can never open: give `failure-rate`, `slow` or a window of `consecutive`"
      )
    }
    if case .count(let size) = it.window, it.minimumCalls > size, let node = node["minimum"] {
      reading.refuse(
        node,
        "`minimum` exceeds the window of \(size) calls (found \(node.described))"
      )
    }
  }

  private static let judgementKeys: [Key<Policy.BreakerSlot>] = [
    Key(
      "scope",
      .words(Scope.allCases.map { ($0.rawValue, $0) }),
      \.scope,
      "what one watches over"
    ),
    Key(
      "window",
      .window,
      get: { BreakerSpan($0.configuration) },
      set: { $1.set(&$0.configuration) },
      "the calls that it judges"
    ),
    Key(
      "failure-rate",
      Kind<Fraction>.fraction.orOff(),
      \.configuration.failureRate,
      "opens at this share of failures"
    ),
    Key(
      "slow",
      Kind<SlowCalls>.slow.orOff(),
      get: { SlowCalls($0.configuration) },
      set: { slot, slow in
        slot.configuration.slowAfter = slow?.above
        slot.configuration.slowRate = slow?.rate
      },
      "opens at this share of slow calls"
    ),
    Key("minimum", .positiveCount, \.configuration.minimumCalls, "calls that a judgement needs"),
    Key(
      "in-flight-age",
      RunPlan.positive.orOff(),
      \.configuration.inFlightAge,
      "a call older than this counts as slow while it is under way"
    ),
  ]

  private static let phaseKeys: [Key<Policy.BreakerSlot>] = [
    Key("cool-down", .coolDown, \.configuration.coolDown, "how long it stays open"),
    Key("probes", .table(probes), \.configuration.probes, "trial calls of a half-open breaker"),
    Key("ramp", .ramp, \.configuration.ramp, "from the last probe to all calls"),
    Key(
      "when-open",
      .words(WhenOpen.allCases.map { ($0.rawValue, $0) }),
      \.whenOpen,
      "what becomes of a message that it refuses"
    ),
    Key(
      "dry-run",
      .flag,
      \.configuration.isDryRun,
      "judges and reports, and refuses nothing"
    ),
  ]

  private static let probes = Table(
    "probes",
    initial: Breaker.Probes(),
    [
      Key("count", .positiveCount, get: { $0.count }, set: { $0.setCount($1) }, "how many"),
      Key(
        "pass",
        Kind<Fraction>.fraction.only("a share above 0", where: { $0 > .none }),
        get: { $0.pass },
        set: { $0.setPass($1) },
        "of them must succeed"
      ),
      Key("lease", RunPlan.positive, \.lease, "a probe without an answer counts as slow then"),
    ]
  )
}

extension Breaker.Probes {
  fileprivate var pass: Fraction? {
    guard case .successes(let needed) = rule else { return nil }
    return Fraction(Double(needed) / Double(max(1, count)))
  }

  /// Changes how many there are and keeps the share that must succeed.
  fileprivate mutating func setCount(_ new: Int) {
    let share = pass
    count = new
    if let share { setPass(share) }
  }

  fileprivate mutating func setPass(_ share: Fraction) {
    let needed = (Double(count) * share.value - 1e-9).rounded(.up)
    rule = .successes(max(1, Int(needed)))
  }
}

/// The window as a scenario writes it.
enum BreakerSpan: Sendable, Hashable {
  case time(Duration, buckets: Int)
  case count(Int)
  case consecutive(Int)

  init?(_ configuration: Breaker.Configuration) {
    if let count = configuration.consecutiveFailures {
      self = .consecutive(count)
      return
    }
    switch configuration.window {
    case .time(let span, let buckets): self = .time(span, buckets: buckets)
    case .count(let size): self = .count(size)
    case .fixedInterval(let span): self = .time(span, buckets: 1)
    case .unbounded: return nil
    }
  }

  func set(_ configuration: inout Breaker.Configuration) {
    configuration.consecutiveFailures = nil
    switch self {
    case .time(let span, let buckets):
      configuration.window = .time(span: span, buckets: buckets)
    case .count(let size):
      configuration.window = .count(size: size)
      configuration.minimumCalls = min(configuration.minimumCalls, size)
    case .consecutive(let count):
      configuration.window = .unbounded
      configuration.consecutiveFailures = count
      configuration.failureRate = nil
      configuration.slowRate = nil
      configuration.slowAfter = nil
      configuration.minimumCalls = 1
    }
  }
}

extension Kind where Value == BreakerSpan {
  fileprivate static var window: Kind {
    let time = Table(
      "window",
      initial: Time(),
      [
        Key("time", RunPlan.positive, \.span, "its length", isRequired: true),
        Key(
          "buckets",
          Kind<Int>.positiveCount.only("a count from 1 to 1000", where: { $0 <= 1_000 }),
          \.buckets,
          "its parts"
        ),
      ]
    )
    return choice(
      "window",
      [
        Way(table: time, "the calls of a time") { .time($0.span, buckets: $0.buckets) },
        Way("count", Kind<Int>.positiveCount, "the last so many calls") { .count($0) },
        Way("consecutive", Kind<Int>.positiveCount, "so many failures in a row") {
          .consecutive($0)
        },
      ],
      show: { span in
        switch span {
        case .time(let span, let buckets): return "{time: \(shown(span)), buckets: \(buckets)}"
        case .count(let count): return "{count: \(count)}"
        case .consecutive(let count): return "{consecutive: \(count)}"
        }
      }
    )
  }
}

/// `{above: 2s, rate: 50%}`.
struct SlowCalls: Sendable, Hashable {
  var above: Duration = .seconds(2)
  var rate = Fraction.percent(50)

  init() {}

  init?(_ configuration: Breaker.Configuration) {
    guard let above = configuration.slowAfter, let rate = configuration.slowRate else { return nil }
    self.above = above
    self.rate = rate
  }
}

extension Kind where Value == SlowCalls {
  fileprivate static var slow: Kind {
    .table(
      Table(
        "slow",
        initial: SlowCalls(),
        [
          Key("above", RunPlan.positive, \.above, "slow is longer than this"),
          Key("rate", .fraction, \.rate, "opens at this share of slow calls"),
        ]
      )
    )
  }
}

extension Kind where Value == Breaker.CoolDown {
  /// A duration that never changes, or `{base:, factor:, cap:, jitter:}`.
  fileprivate static var coolDown: Kind {
    let table = Table(
      "cool-down",
      initial: Breaker.CoolDown(),
      [
        Key("base", RunPlan.positive, \.base, "the first"),
        Key(
          "factor",
          Kind<Double>.number.only("a number of at least 1", where: { $0 >= 1 }),
          \.factor,
          "from one to the next"
        ),
        Key("cap", RunPlan.positive, \.cap, "never longer"),
        Key("jitter", .fraction, \.jitter, "more or less"),
      ]
    ) { coolDown, node, reading in
      if coolDown.cap < coolDown.base {
        reading.refuse((node["cap"] ?? node).span, "`cap` is at least `base`")
      }
    }
    return Kind(
      "duration or cool-down",
      unit: "s",
      schema: .any([RunPlan.positive.schema, table.schema]),
      read: { node, current, reading in
        if node.entries != nil {
          return table.read(node, into: current ?? table.initial, &reading)
        }
        return RunPlan.positive.read(node, nil, &reading).map { .init(constant: $0) }
      },
      show: { _ in nil },
      assume: { value, node, base, reading in
        table.assume(value, node, from: base, &reading)
      }
    )
  }
}

extension Kind where Value == Breaker.Ramp? {
  fileprivate static var ramp: Kind {
    Kind<Duration>.duration.orOff().map(
      { $0.flatMap { $0 > .zero ? Breaker.Ramp(span: $0) : nil } },
      back: { $0?.span }
    )
  }
}

/// The keys of one map, as they are read.
private struct Time: Sendable {
  var span: Duration = .seconds(10)
  var buckets = 10
}
