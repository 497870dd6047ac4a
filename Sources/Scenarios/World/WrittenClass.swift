internal import GatewayModel
internal import Statistics
internal import TimeAndChance

/// A class of traffic as the file describes it: names where the plan has indices.
struct WrittenClass: Sendable {
  var to: [WrittenShare] = []
  var priority: UInt8 = 1
  var arrivals: Arrivals?
  var campaign: WrittenCampaign?
  var shape = LoadShape.constant
  var deadline: Duration?
  var ttl: Duration?
  var fallback: WrittenFallback?
  var policy: Node?
  var audience = WrittenAudience.atRandom(nil)
  var isPersonal = false
  var tenants: TenantPlan?
  var copies = 1
  var patience: Distribution?
  var clients: ClientPlan?
  var inTimeOnDevice = false
}

/// A share of something that goes to a name.
struct WrittenShare: Sendable, Hashable {
  var name: String
  var share: Double
}

/// Who is addressed, with the size of the audience when it is given.
enum WrittenAudience: Sendable, Hashable {
  case onceEach(Int?)
  case atRandom(Int?)
  case hot(tokens: Int, share: Double)
}

struct WrittenCampaign: Sendable {
  enum Release: Sendable, Hashable {
    case over(Duration)
    case serial(Rate)
    case shards(count: Int, each: Rate)
    case topic(String)
    case atOnce
  }

  var messages = 0
  var at = Duration.zero
  var by = Release.atOnce
}

struct WrittenFallback: Sendable {
  struct After: Sendable {
    var attempts: Int?
    var elapsed: Duration?
    var whenBreakerOpen = false
  }

  var to = ""
  var after = After()
}

extension WrittenClass {
  static let table = Table(
    "class of traffic",
    initial: WrittenClass(),
    sourceKeys + promiseKeys + audienceKeys
  ) { value, node, reading in
    if value.arrivals == nil && value.campaign == nil {
      reading.refuse(node.opening, "a class of traffic needs `arrivals` or `campaign`")
    }
    if value.arrivals != nil && value.campaign != nil, let campaign = node["campaign"] {
      reading.refuse(campaign, "a class has `arrivals` or a `campaign`, not both; make two classes")
    }
    if let ttl = value.ttl, let deadline = value.deadline, ttl < deadline, let node = node["ttl"] {
      reading.warn(node.span, "`ttl` ends before `deadline`: what is late is never sent")
    }
  }

  private static let sourceKeys: [Key<WrittenClass>] = [
    Key("to", .destinations, \.to, "a provider, a route, or shares of them", isRequired: true),
    Key("priority", .priority, \.priority, "p0 (first) to p3"),
    Key("arrivals", Kind<Arrivals>.arrivals.optional(), \.arrivals, "how messages arrive"),
    Key(
      "campaign",
      Kind<WrittenCampaign>.campaign.optional(),
      \.campaign,
      "a backlog that is released"
    ),
    Key("shape", .shape, \.shape, "the arrival rate over time"),
  ]

  private static let promiseKeys: [Key<WrittenClass>] = [
    Key(
      "deadline",
      Kind<Duration>.duration.or("never"),
      \.deadline,
      "useless after this long"
    ),
    Key(
      "ttl",
      Kind<Duration>.duration.or("deadline"),
      \.ttl,
      "not sent any more after this long"
    ),
    Key(
      "fallback",
      Kind<WrittenFallback>.fallback.orOff(),
      \.fallback,
      "the secondary channel, and when"
    ),
    Key(
      "policy",
      Kind<Node>.later("policy", .named("policy")).optional(),
      \.policy,
      "slots of the policy that differ for this class"
    ),
    Key(
      "in-time",
      .words([("accepted", false), ("device", true)]),
      \.inTimeOnDevice,
      "what counts as in time: accepted by a provider, or on the device"
    ),
  ]

  private static let audienceKeys: [Key<WrittenClass>] = [
    Key("audience", .audience, \.audience, "which tokens are addressed"),
    Key("personal", .flag, \.isPersonal, "a topic cannot carry it"),
    Key("tenants", Kind<TenantPlan>.tenants.orOff(), \.tenants, "who the messages belong to"),
    Key(
      "copies",
      .positiveCount,
      \.copies,
      "how often the same notification is offered: the amplification bug"
    ),
    Key(
      "patience",
      Kind<Distribution>.time.orOff(),
      \.patience,
      "callers give up waiting in a queue after this long"
    ),
    Key("clients", Kind<ClientPlan>.clients.orOff(), \.clients, "callers that wait and retry"),
  ]
}

extension Kind where Value == [WrittenShare] {
  /// A name, or names with shares that add up to one.
  fileprivate static var destinations: Kind {
    let name = Kind<String>.name(of: .destination)
    let shares = Kind<[Named<Double>]>.dictionary(of: .share)
    return Kind(
      "name or shares",
      schema: .any([name.schema, shares.schema]),
      read: { node, _, reading in
        if node.entries == nil {
          return name.read(node, nil, &reading).map { [WrittenShare(name: $0, share: 1)] }
        }
        let errors = reading.diagnostics.count
        guard let named = shares.read(node, nil, &reading) else { return nil }
        for entry in named {
          reading.references.append(
            Reference(kind: .destination, name: entry.name, span: entry.span)
          )
        }
        let sum = named.reduce(0) { $0 + $1.value }
        if abs(sum - 1) > 1e-9 && reading.diagnostics.count == errors {
          reading.refuse(
            node,
            "the shares of `\(reading.key)` add up to \(shown(sum * 100))%, not 100%"
          )
        }
        return named.map { WrittenShare(name: $0.name, share: $0.value) }
      },
      show: { list in
        if list.count == 1 && list[0].share == 1 { return list[0].name }
        let parts = list.map { "\($0.name): \(shown($0.share * 100))%" }
        return "{" + parts.joined(separator: ", ") + "}"
      }
    )
  }
}

extension Kind where Value == WrittenAudience {
  fileprivate static var audience: Kind {
    let hot = Table(
      "hot",
      initial: Hot(),
      [
        Key("tokens", .positiveCount, \.tokens, "how many are hot", isRequired: true),
        Key("share", .share, \.share, "of the messages go to them", isRequired: true),
      ]
    )
    return choice(
      "audience",
      [
        Way("once-each", Kind<Int>.positiveCount, "each token once, of so many") {
          .onceEach($0)
        },
        Way("at-random", Kind<Int>.positiveCount, "any token, of so many") { .atRandom($0) },
        Way("hot", .table(hot), "a few tokens get a large share") {
          .hot(tokens: $0.tokens, share: $0.share)
        },
      ],
      bare: .words([("once-each", .onceEach(nil)), ("at-random", .atRandom(nil))]),
      show: { audience in
        switch audience {
        case .onceEach(let count): return count.map { "{once-each: \($0)}" } ?? "once-each"
        case .atRandom(let count): return count.map { "{at-random: \($0)}" } ?? "at-random"
        case .hot(let tokens, let share):
          return "{hot: {tokens: \(tokens), share: \(shown(share * 100))%}}"
        }
      }
    )
  }
}

extension Kind where Value == WrittenFallback {
  fileprivate static var fallback: Kind {
    let after = Table(
      "after",
      initial: WrittenFallback.After(),
      [
        Key(
          "attempts",
          Kind<Int>.positiveCount.or("never"),
          \.attempts,
          "after so many failed attempts"
        ),
        Key("elapsed", Kind<Duration>.duration.or("never"), \.elapsed, "after so long"),
        Key(
          "breaker-open",
          .words([("at-once", true), ("never", false), ("off", false)]),
          \.whenBreakerOpen,
          "as soon as a breaker refuses it"
        ),
      ]
    ) { after, node, reading in
      if after.attempts == nil && after.elapsed == nil && !after.whenBreakerOpen {
        reading.refuse(node, "`after` needs one of `attempts`, `elapsed`, `breaker-open`")
      }
    }
    return .table(
      Table(
        "fallback",
        initial: WrittenFallback(),
        [
          Key(
            "to",
            Kind<String>.name(of: .provider),
            \.to,
            "the provider that takes over",
            isRequired: true
          ),
          Key("after", .table(after), \.after, "whichever comes first", isRequired: true),
        ]
      )
    )
  }
}

extension Kind where Value == TenantPlan {
  fileprivate static var tenants: Kind {
    let slow = Table(
      "slow",
      initial: Slow(),
      [
        Key("count", .positiveCount, \.count, "how many tenants are slow"),
        Key("round-trip", .factor, \.factor, "their round trip", isRequired: true),
      ]
    )
    return .table(
      Table(
        "tenants",
        initial: TenantPlan(count: 1, skew: 0),
        [
          Key("count", .positiveCount, \.count, "how many there are", isRequired: true),
          Key("skew", .skew, \.skew, "`uniform`, or `zipf` with its exponent"),
          Key(
            "slow",
            Kind<Slow>.table(slow),
            get: { Slow(count: max(1, $0.slow), factor: $0.slowFactor) },
            set: { ($0.slow, $0.slowFactor) = ($1.count, $1.factor) },
            "tenants whose calls take longer"
          ),
        ]
      ) { tenants, node, reading in
        if tenants.slow > tenants.count, let node = node["slow"] {
          reading.refuse(node, "\(tenants.slow) of \(tenants.count) tenants cannot be slow")
        }
      }
    )
  }
}

extension Kind where Value == Double {
  /// `uniform`, or `zipf 1.1`.
  fileprivate static var skew: Kind {
    scalar(
      "skew",
      "`uniform` or `zipf` with an exponent, as in zipf 1.1",
      schema: .text(pattern: "^(uniform|zipf [0-9.]+)$"),
      parse: { text, _, _ in
        if text == "uniform" { return .value(0) }
        guard text.hasPrefix("zipf"), let exponent = Quantity(trimmed(String(text.dropFirst(4)))),
          exponent.unit.isEmpty, exponent.number >= 0
        else { return .unlike }
        return exponent.number <= 10
          ? .value(exponent.number) : .wrong("has an exponent of at most 10 (found \(text))")
      },
      show: { $0 == 0 ? "uniform" : "zipf \(shown($0))" }
    )
  }
}

extension Kind where Value == ClientPlan {
  fileprivate static var clients: Kind {
    let table = WrittenClients.table
    return Kind(
      "clients",
      schema: table.schema,
      read: { node, _, reading in
        guard let written = table.read(node, into: table.initial, &reading), let wait = written.wait
        else { return nil }
        var plan = ClientPlan(
          wait: wait,
          attempts: written.retry.attempts,
          pause: written.retry.pause ?? wait,
          honourRetryAfter: written.honourRetryAfter
        )
        plan.triesAgain = written.retry.again
        plan.pausingAtMost = written.retry.pausingAtMost
        plan.hearsLateAnswers = written.hearsLateAnswers
        plan.insists = written.insists
        return plan
      },
      show: { _ in nil },
      assume: { plan, node, base, reading in
        var written = WrittenClients(wait: plan.wait)
        written.retry.attempts = plan.attempts
        written.retry.pause = plan.pause
        written.retry.again = plan.triesAgain
        written.retry.pausingAtMost = plan.pausingAtMost
        written.honourRetryAfter = plan.honourRetryAfter
        written.hearsLateAnswers = plan.hearsLateAnswers
        written.insists = plan.insists
        table.assume(written, node, from: base, &reading)
      }
    )
  }
}

private struct WrittenClients: Sendable {
  struct Retry: Sendable {
    var attempts = 1
    var pause: Distribution?
    var again = 1.0
    var pausingAtMost: Int?
  }

  var wait: Distribution?
  var retry = Retry()
  var honourRetryAfter = 0.0
  var hearsLateAnswers = true
  var insists = false

  static let table = Table(
    "clients",
    initial: WrittenClients(),
    [
      Key("wait", Kind<Distribution>.time.optional(), \.wait, "a caller waits for its answer"),
      Key(
        "retry",
        .table(
          Table(
            "retry",
            initial: Retry(),
            [
              Key("attempts", .positiveCount, \.attempts, "calls in all, the first included"),
              Key("pause", Kind<Distribution>.time.optional(), \.pause, "before the next call"),
              Key("after-time-out", .share, \.again, "share that tries again after a time-out"),
              Key(
                "pausing-at-most",
                .countOrUnbounded,
                \.pausingAtMost,
                "callers between two calls at once; whoever comes on top gives up"
              ),
            ]
          ) { retry, node, reading in
            if retry.attempts > 1 && retry.pause == nil {
              reading.refuse(node.opening, "`retry` needs a `pause`, as in 1s")
            }
          }
        ),
        \.retry,
        "what a caller does after a failure"
      ),
      Key(
        "honour-retry-after",
        .share,
        \.honourRetryAfter,
        "share of the callers that obey Retry-After"
      ),
      Key(
        "late-answers",
        .words([("count", true), ("ignored", false)]),
        \.hearsLateAnswers,
        "whether the answer to an earlier call still serves a caller who tries on"
      ),
      Key(
        "insists",
        .flag,
        \.insists,
        "a caller sends another call beside the one it waits for"
      ),
    ]
  ) { clients, node, reading in
    if clients.wait == nil { reading.refuse(node.opening, "clients need `wait`, as in 30s") }
  }
}

/// The keys of one map, as they are read.
private struct Hot: Sendable {
  var tokens = 1
  var share = 0.5
}

/// The keys of one map, as they are read.
private struct Slow: Sendable {
  var count = 1
  var factor = 1.0
}
