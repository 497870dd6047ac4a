internal import GatewayModel
internal import Policies
internal import Providers
internal import Statistics
internal import TimeAndChance

extension WrittenProvider {
  static let kind: Kind<WrittenProvider> = {
    let like = Kind<ProviderFacts>.preset
    return Kind(
      "provider",
      schema: .named("provider"),
      read: { node, _, reading in
        let name = reading.key
        guard node.entries != nil || node.isNull else {
          let example = "{like: fcm}"
          reading.refuse(
            node,
            "`\(name)` is a map, as in \(example) (found \(node.described))"
          )
          return nil
        }
        var facts = Provider.named(name) ?? Provider.open
        if let written = node["like"] {
          guard let preset = reading.under("like", { like.read(written, nil, &$0) }) else {
            // Go on with the bare one, so that the other keys are checked all the same.
            _ = table.read(node, into: WrittenProvider(named: name, like: Provider.open), &reading)
            return nil
          }
          facts = preset
        }
        let base = WrittenProvider(named: name, like: facts)
        return node.isNull ? base : table.read(node, into: base, &reading)
      },
      show: { _ in nil },
      assume: { provider, node, _, reading in
        table.assume(provider, node, from: "preset \(provider.facts.name)", &reading)
      }
    )
  }()

  static let table = Table(
    "provider",
    initial: WrittenProvider(named: "", like: Provider.open),
    mainKeys + partKeys
  ) { provider, node, reading in
    if provider.plan.capacity == nil { return }
    if provider.plan.streams.whenCongested == nil, let key = node["streams"]?["congested-above"] {
      reading.refuse(key, "`congested-above` needs `when-congested`")
    }
  }

  private static let mainKeys: [Key<WrittenProvider>] = [
    Key("like", .preset, \.facts, "a preset; what follows overrides it"),
    Key("network", .time, \.plan.network, "there and back; not the provider's work"),
    Key(
      "round-trip",
      .time,
      \.plan.roundTrip,
      "without capacity the whole call beyond the network; with capacity the service",
      source: "assumption: no published figure"
    ),
    Key("streams", .table(streams), \.plan.streams, "streams of one connection"),
    Key("connect", .table(connect), \.plan.connect, "opening a connection"),
    Key("closes", .table(closes), \.plan.closes, "when the provider closes a connection"),
    Key(
      "capacity",
      Kind<ProviderPlan.Capacity>.table(capacity).orOff(),
      \.plan.capacity,
      "calls that it can work on at once; off is a provider that nothing makes slower"
    ),
    Key("quota", Kind<ProviderPlan.Quota>.quota.orOff(), \.plan.quota, "messages per time"),
    Key("per-device", .perDevice, \.plan.perDevice, "messages per time to one device"),
    Key("answers", .answers, \.plan.answers, "answers beside those of tokens, quota, capacity"),
  ]

  private static let partKeys: [Key<WrittenProvider>] = [
    Key("tokens", .tokens, \.plan.tokens, "the population of device tokens"),
    Key(
      "delivery",
      Kind<ProviderPlan.DeliveryPlan>.delivery.orOff(),
      \.plan.delivery,
      "accepted, then on the device"
    ),
    Key(
      "senders",
      Kind<Int>.positiveCount.optional(),
      \.senders,
      "how many senders share the rate of the preset"
    ),
    Key(
      "rate",
      Kind<Rate>.rate.or("unbounded"),
      get: { $0.plan.sendRate },
      set: { ($0.plan.sendRate, $0.isUnlimited) = ($1, $1 == nil) },
      "messages per time that it sends on; from `senders` otherwise"
    ),
    Key(
      "fan-out",
      Kind<Rate>.rate.only("a rate above 0", where: { $0.perSecond > 0 }),
      \.plan.fanOut,
      "messages per time that all its topics reach together"
    ),
    Key("price", .price, \.plan.price, "of one accepted message"),
    Key(
      "internal-timeout",
      Kind<Duration>.duration.orOff(),
      \.plan.internalTimeout,
      "its own limit for a call, then 500"
    ),
    Key(
      "policy",
      Kind<Node>.later("policy", .named("policy")).optional(),
      \.policy,
      "slots of the policy that differ for this provider"
    ),
  ]

  private static let streams = Table(
    "streams",
    initial: ProviderPlan.Streams(),
    [
      Key("per-connection", Kind<Int>.positiveCount.or("unbounded"), \.perConnection, "the cap"),
      Key(
        "when-congested",
        Kind<Int>.positiveCount.or("unchanged"),
        \.whenCongested,
        "the lower cap while the provider is congested"
      ),
      Key("congested-above", .share, \.congestedAbove, "of its capacity in use"),
      Key("restored-below", .share, \.restoredBelow, "of its capacity in use"),
      Key(
        "before-auth",
        .beforeAuthentication,
        \.beforeAuthentication,
        "before the first success on a connection"
      ),
    ]
  ) { streams, node, reading in
    if streams.restoredBelow > streams.congestedAbove {
      let span = (node["restored-below"] ?? node).span
      reading.refuse(span, "`restored-below` cannot exceed `congested-above`")
    }
  }

  private static let connect = Table(
    "connect",
    initial: ProviderPlan.Connect(),
    [
      Key("takes", Kind<Distribution>.time.or("nothing"), \.takes, "TCP, TLS and settings"),
      Key(
        "at-most",
        Kind<Rate>.rate.or("unbounded"),
        \.atMost,
        "new connections accepted from the whole fleet"
      ),
      Key("hosts", .positiveCount, \.hosts, "behind the name; a host's fate is its connections'"),
    ]
  )

  private static let closes = Table(
    "closes",
    initial: ProviderPlan.Closes(),
    [
      Key("after-idle", Kind<Duration>.duration.orOff(), \.afterIdle, "without a call"),
      Key("at-age", Kind<Duration>.duration.orOff(), \.atAge, "GOAWAY at this age"),
      Key(
        "after-errors",
        Kind<Int>.positiveCount.orOff(),
        \.afterErrors,
        "error answers on one connection"
      ),
      Key(
        "grace",
        Kind<Duration>.duration.or("unbounded"),
        \.grace,
        "a connection lives on after its GOAWAY; until its last stream has ended otherwise"
      ),
    ]
  )

  private static let capacity = Table(
    "capacity",
    initial: ProviderPlan.Capacity(
      concurrent: 1,
      queue: 0,
      whenFull: .answer(Answer(status: 503))
    ),
    [
      Key(
        "concurrent",
        .positiveCount,
        \.concurrent,
        "calls worked on at once",
        isRequired: true
      ),
      Key("queue", .countOrUnbounded, \.queue, "calls that wait before it"),
      Key("when-full", .whenFull, \.whenFull, "an answer, or `no-answer`"),
      Key("load-header", .flag, \.loadHeader, "its answers say how loaded it is"),
    ]
  )
}

extension Kind where Value == ProviderFacts {
  /// A preset by name.
  static var preset: Kind {
    let names = Provider.all.map(\.name)
    return Kind(
      "preset",
      schema: .words(names),
      read: { node, _, reading in
        if let name = node.text, let facts = Provider.named(name) { return facts }
        let nearest = node.text.flatMap { nearestWord(to: $0, in: names) }
        let hint = nearest.map { "; did you mean `\($0)`?" } ?? "; `spillway list presets` has all"
        reading.refuse(node, "there is no preset \(node.described)\(hint)")
        return nil
      },
      show: { $0.name }
    )
  }
}

extension Kind where Value == Int {
  /// A count, or no cap at all.
  fileprivate static var beforeAuthentication: Kind {
    Kind<Int>.positiveCount.or("unbounded").map(
      { $0 ?? .max },
      back: { $0 == .max ? nil : $0 }
    )
  }
}

extension Kind where Value == ProviderPlan.Capacity.WhenFull {
  fileprivate static var whenFull: Kind {
    Kind(
      "answer",
      schema: .text(pattern: nil),
      read: { node, _, reading in
        if node.text == "no-answer" { return .silence }
        if let answer = node.text.flatMap({ Answer(named: $0) }) { return .answer(answer) }
        reading.refuse(
          node,
          "`\(reading.key)` is a status, a reason or `no-answer` (found \(node.described))"
        )
        return nil
      },
      show: { value in
        switch value {
        case .silence: return "no-answer"
        case .answer(let answer): return answer.written
        }
      }
    )
  }
}

extension Answer {
  /// As a scenario writes it.
  var written: String {
    if transport != .none { return transport.name }
    if reason == .none { return String(status) }
    return detail == .none ? reason.name : reason.name + "." + detail.name
  }
}

extension Kind where Value == Rate? {
  /// `{rate: 240/min}`, or `off`.
  fileprivate static var perDevice: Kind {
    let table = Table(
      "per-device",
      initial: Rate.zero,
      [
        Key(
          "rate",
          .rate,
          get: { $0 },
          set: { $0 = $1 },
          "messages per time to one device",
          isRequired: true
        )
      ]
    )
    return Kind<Rate>.table(table).orOff()
  }
}

extension Kind where Value == TokenPlan? {
  fileprivate static var tokens: Kind {
    let table = Table(
      "tokens",
      initial: TokenPlan(registered: 1),
      [
        Key("registered", .positiveCount, \.registered, "tokens in the registry", isRequired: true),
        Key("dead", .share, \.dead, "share that is already dead"),
        Key("dying", .sharePerDay, \.dyingPerDay, "share of the living that dies per day"),
        Key("returning", .share, \.returning, "share of the dead that registered again"),
        Key("new", .ratePerSecond, \.newPerSecond, "registrations per time"),
        Key("notice", .duration, \.notice, "how long a dead token still answers success"),
        Key("corrupt", .share, \.corrupt, "share that is silently wrong"),
      ]
    )
    return Kind<TokenPlan>.table(table).orOff()
  }
}

extension Kind where Value == Double {
  fileprivate static var ratePerSecond: Kind {
    Kind<Rate>.rate.map(\.perSecond, back: { Rate(perSecond: $0) })
  }
}
