internal import GatewayCore
internal import Policies
internal import Providers
internal import TimeAndChance

extension Policy {
  /// The slots of a policy, read over a policy that is there already.
  static let table = Table(
    "policy",
    initial: Policy(named: "none", classify: .http),
    sendingKeys + failureKeys + protectionKeys + restKeys
  )

  private static let sendingKeys: [Key<Policy>] = [
    Key(
      "timeout",
      RunPlan.positive.orOff(),
      \.timeout,
      "of one attempt; off waits for ever"
    ),
    Key("connect", .table(ConnectionPolicy.table), \.connect, "connections and their care"),
    Key(
      "batch",
      Kind<BatchSlot>.table(batching).orOff(),
      \.batch,
      "messages that are sent in one call; a failed call fails them all"
    ),
    Key("classify", .classifier, \.classify, "what an answer means"),
    Key("rate", Kind<RateSlot>.table(RateSlot.table).orOff(), \.rate, "a client-side limiter"),
  ]

  private static let failureKeys: [Key<Policy>] = [
    Key("retry", .table(RetrySlot.table), \.retry, "what follows a failed attempt"),
    Key(
      "budget",
      Kind<RetryBudget.Rule>.budget.orOff(),
      \.budget,
      "how many retries may be added to the load"
    ),
    Key(
      "breaker",
      Kind<BreakerSlot>.table(BreakerSlot.table).orOff(),
      \.breaker,
      "when to stop calling"
    ),
    Key(
      "fallback",
      .fallback,
      \.fallback,
      "on: the class's own; or {stale: {hit: 80%}}"
    ),
  ]

  private static let protectionKeys: [Key<Policy>] = [
    Key(
      "bulkhead",
      Kind<Int>.bulkhead.orOff(),
      \.bulkhead,
      "calls under way to one provider from one server"
    ),
    Key(
      "outlier",
      Kind<ConnectionPolicy.Outlier>.table(outlier).orOff(),
      \.connect.outlier,
      "a connection that fails again and again is set aside"
    ),
    Key(
      "throttle",
      Kind<AdaptiveThrottle.Rule>.throttle.orOff(),
      \.throttle,
      "refuses a share of the sends"
    ),
    Key(
      "limit",
      Kind<ConcurrencyLimit.Rule>.limit.orOff(),
      \.limit,
      "a limit on calls under way that follows what is measured"
    ),
    Key(
      "pressure",
      Kind<PressureLadder.Configuration>.table(PressureLadder.Configuration.table).orOff(),
      \.pressure,
      "a ladder of measures under pressure"
    ),
  ]

  private static let restKeys: [Key<Policy>] = [
    Key(
      "hygiene",
      Kind<HygieneSlot>.table(HygieneSlot.table).orOff(),
      \.hygiene,
      "what happens to tokens that the provider calls invalid"
    ),
    Key(
      "dedup",
      Kind<Duration>.dedup.orOff(),
      \.dedup,
      "how long a (notification, device) pair is remembered"
    ),
    Key(
      "drain",
      Kind<DrainSlot>.table(DrainSlot.table).orOff(),
      \.drain,
      "how parked messages come back"
    ),
    Key("hedge", Kind<HedgeSlot>.hedge.orOff(), \.hedge, "a second call when the first is late"),
  ]

  private static let batching = Table(
    "batch",
    initial: BatchSlot(size: 500, linger: .milliseconds(20)),
    [
      Key(
        "size",
        Kind<Int>.positiveCount.only("a count of at most 10000", where: { $0 <= 10_000 }),
        \.size,
        "messages of one call"
      ),
      Key("linger", .duration, \.linger, "how long the first waits for the others"),
    ]
  )

  private static let outlier = Table(
    "outlier",
    initial: ConnectionPolicy.Outlier(),
    [
      Key(
        "consecutive",
        Kind<Int>.positiveCount.only("a count from 1 to 255", where: { $0 < 256 }),
        \.consecutive,
        "failures in a row"
      ),
      Key("eject", RunPlan.positive, \.pause, "how long it is set aside"),
      Key("at-most", .fraction, \.atMost, "of the connections at a time"),
    ]
  )
}

extension ConnectionPolicy {
  fileprivate static let table = Table(
    "connect",
    initial: ConnectionPolicy(),
    [
      Key(
        "reuse",
        .words([("pool", .pool), ("per-call", .perCall)]),
        \.reuse,
        "a pool, or a connection for each call"
      ),
      Key(
        "choose",
        .words([("least-loaded", .leastLoaded), ("random", .random)]),
        \.choice,
        "which connection takes the next call"
      ),
      Key("backoff", .backoff, \.reconnect.backoff, "between attempts to connect"),
      Key("spacing", .duration, \.reconnect.spacing, "between two new connections of a server"),
      Key(
        "resolve",
        .words([("fresh", .fresh), ("cached", .cached)]),
        \.reconnect.address,
        "look the name up again, or go back to the same host"
      ),
      Key("open-timeout", RunPlan.positive, \.openTimeout, "of an attempt to connect"),
      Key("ping", Kind<PingPolicy>.ping.orOff(), \.ping, "how a dead connection is found"),
      Key(
        "silence",
        RunPlan.positive.orOff(),
        \.silence,
        "a connection without an answer for so long is dead"
      ),
      Key("idle-limit", RunPlan.positive.orOff(), \.idleLimit, "closed when unused for so long"),
      Key("age-limit", RunPlan.positive.orOff(), \.ageLimit, "replaced at this age"),
      Key("notice-goaway", .notice, \.notice, "how long until a GOAWAY is noticed"),
    ]
  )
}

extension Kind where Value == PingPolicy {
  fileprivate static var ping: Kind {
    Kind<Ping>.table(
      Table(
        "ping",
        initial: Ping(),
        [
          Key("idle", RunPlan.positive, \.idle, "after so long without traffic"),
          Key("timeout", RunPlan.positive, \.timeout, "dead without an answer for so long"),
        ]
      )
    ).map(
      { PingPolicy(idle: $0.idle, timeout: $0.timeout) },
      back: { Ping(idle: $0.idle, timeout: $0.timeout) }
    )
  }
}

extension Kind where Value == ConnectionPolicy.Notice {
  fileprivate static var notice: Kind {
    Kind<Duration>.duration.or("never").map(
      { $0.map { .after($0) } ?? .never },
      back: { if case .after(let span) = $0 { span } else { nil } }
    )
  }
}

extension Kind where Value == ResponseTable {
  /// A table by name, or `{like: apple, 503: park}`.
  fileprivate static var classifier: Kind {
    let names = ResponseTable.all.map(\.name)
    let actions = Verdict.Action.allCases.map(\.name)
    return Kind(
      "response table",
      schema: .any([.words(names), .dictionary(.words(names + actions))]),
      read: { node, current, reading in
        guard let entries = node.entries else { return table(node, names, &reading) }
        var result = current ?? .http
        if let like = node["like"] {
          guard let base = table(like, names, &reading) else { return nil }
          result = base
        }
        for entry in entries where entry.key != "like" {
          guard let key = ResponseTable.Key(named: entry.key) else {
            let known = Answer.Reason.allCases.map(\.name)
            let hint = nearestWord(to: entry.key, in: known).map { "; did you mean `\($0)`?" }
            reading.refuse(
              entry.keySpan,
              "`\(quoted(entry.key))` is no status or reason\(hint ?? "")"
            )
            continue
          }
          let action = reading.under(entry.key) { reading in
            Kind<Verdict.Action>.words(Verdict.Action.allCases.map { ($0.name, $0) })
              .read(entry.value, nil, &reading)
          }
          if let action {
            result = result.setting(key, to: action, because: reading.place(of: entry.value))
          }
        }
        return result
      },
      show: { $0.name }
    )
  }

  private static func table(
    _ node: Node,
    _ names: [String],
    _ reading: inout Reading
  ) -> ResponseTable? {
    if let table = node.text.flatMap({ ResponseTable.named($0) }) { return table }
    let nearest = node.text.flatMap { nearestWord(to: $0, in: names) }
    let hint =
      nearest.map { "; did you mean `\($0)`?" } ?? " (known: \(names.joined(separator: ", ")))"
    reading.refuse(node, "there is no response table \(node.described)\(hint)")
    return nil
  }
}

extension Policy.RateSlot {
  fileprivate static let table = Table(
    "rate",
    initial: Policy.RateSlot(limit: .shareOfQuota(.percent(90))),
    [
      Key("limit", .rateLimit, \.limit, "a share of the provider's quota, or a rate"),
      Key("reserve", .reserve, \.reserve, "the part of it that only p0 may take"),
      Key("ramp", .duration, \.ramp, "how long it takes to grow from nothing"),
    ]
  )
}

extension Kind where Value == Policy.RateSlot.Limit {
  fileprivate static var rateLimit: Kind {
    scalar(
      "share or rate",
      "a share of the quota or a rate, as in 90% or 9k/s",
      schema: .any([Kind<Fraction>.fraction.schema, Kind<Rate>.rate.schema]),
      parse: { text, _, _ in
        if text.contains("/") {
          switch parseRate(text) {
          case .value(let rate): return .value(.rate(rate))
          case .unlike: return .unlike
          case .wrong(let problem): return .wrong(problem)
          }
        }
        switch parseFraction(text) {
        case .value(let share): return .value(.shareOfQuota(share))
        case .unlike: return .unlike
        case .wrong(let problem): return .wrong(problem)
        }
      },
      show: { limit in
        switch limit {
        case .shareOfQuota(let share): return shown(share.value * 100) + "%"
        case .rate(let rate): return shown(rate.perSecond) + "/s"
        }
      }
    )
  }
}

extension Kind where Value == Fraction {
  /// `{p0: 20%}`, or the share alone.
  fileprivate static var reserve: Kind {
    let table = Table(
      "reserve",
      initial: Fraction.none,
      [Key("p0", .fraction, get: { $0 }, set: { $0 = $1 }, "for p0 alone", isRequired: true)]
    )
    return Kind(
      "share",
      schema: .any([fraction.schema, table.schema]),
      read: { node, _, reading in
        if node.entries != nil { return table.read(node, into: .none, &reading) }
        return fraction.read(node, nil, &reading)
      },
      show: fraction.show
    )
  }
}

/// The keys of one map, as they are read.
private struct Ping: Sendable {
  var idle: Duration = .seconds(15)
  var timeout: Duration = .seconds(5)
}
