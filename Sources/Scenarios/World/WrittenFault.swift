internal import GatewayModel
internal import TimeAndChance

/// A fault as the file describes it: names where the plan has indices, and every act it names.
struct WrittenFault: Sendable {
  var name: String?
  var like: String?
  var at: Duration?
  var length: Duration?
  var ramp = Duration.zero
  var hits: WrittenTarget?
  var among = FaultPlan.Among.calls
  var answers: [AnswerShare] = []
  var latency: Profile?
  var capacity: Profile?
  var streams: Int?
  var close: Double?
  var silent: Double?
  var refuse: Profile?
  /// Of the connections, hosts, servers or tokens that a slow-down or a cap hits.
  var share = 1.0
  var lose: Double?
  var crash: Double?
  var backAfter: Duration = .seconds(60)
  var deploy: Deploy?
  var corrupt: Double?
  var policy: Node?
  var over = Duration.zero

  struct Deploy: Sendable, Hashable {
    var wave = 0.1
    var every: Duration = .seconds(60)
    var drain = Duration.zero
  }
}

/// What a fault hits, by name.
enum WrittenTarget: Sendable, Hashable {
  case provider(String)
  case network(String)
  case tokens(String)
  case region(String)
  case servers
}

extension WrittenFault {
  static let table = Table(
    "fault",
    initial: WrittenFault(),
    whenKeys + actKeys + fleetActKeys
  ) { fault, node, reading in fault.check(node, &reading) }

  private static let whenKeys: [Key<WrittenFault>] = [
    Key(
      "name",
      Kind<String>.text.optional(),
      \.name,
      "what expectations and overrides call it"
    ),
    Key(
      "like",
      Kind<String>.template.optional(),
      \.like,
      "an incident that really happened, as a template"
    ),
    Key("at", Kind<Duration>.duration.optional(), \.at, "when it begins", isRequired: true),
    Key(
      "for",
      RunPlan.positive.or("rest"),
      \.length,
      "how long it acts; to the end of the run"
    ),
    Key("ramp", .duration, \.ramp, "how long each end takes"),
    Key("hits", Kind<WrittenTarget>.target.optional(), \.hits, "what it hits"),
    Key(
      "among",
      .words([
        ("calls", .calls), ("connections", .connections), ("hosts", .hosts),
        ("servers", .servers), ("tokens", .tokens),
      ]),
      \.among,
      "what its share is a share of"
    ),
  ]

  private static let actKeys: [Key<WrittenFault>] = [
    Key(
      "answers",
      .answers,
      \.answers,
      "replaces the provider's own value of the same key while it acts"
    ),
    Key("latency", Kind<Profile>.factors.optional(), \.latency, "a factor on the round trip"),
    Key("capacity", Kind<Profile>.factors.optional(), \.capacity, "a factor on the slots"),
    Key("streams", Kind<Int>.positiveCount.optional(), \.streams, "the cap while it acts"),
    Key("close", Kind<Double>.share.optional(), \.close, "of the connections get GOAWAY, once"),
    Key(
      "refuse",
      Kind<Profile>.shares.optional(),
      \.refuse,
      "share of new connections that fail to open"
    ),
    Key(
      "share",
      .share,
      \.share,
      "of what `among` names is hit by `latency` or `streams`"
    ),
    Key(
      "silent",
      Kind<Double>.share.optional(),
      \.silent,
      "falls silent: no answer, no reset"
    ),
    Key("corrupt", Kind<Double>.share.optional(), \.corrupt, "of the tokens turn invalid"),
  ]

  private static let fleetActKeys: [Key<WrittenFault>] = [
    Key("lose", Kind<Double>.share.optional(), \.lose, "of the region's servers are lost"),
    Key("crash", Kind<Double>.share.optional(), \.crash, "of the servers crash"),
    Key("back-after", .duration, \.backAfter, "crashed servers come back"),
    Key(
      "deploy",
      Kind<Deploy>.table(
        Table(
          "deploy",
          initial: Deploy(),
          [
            Key("wave", .share, \.wave, "of the servers at a time"),
            Key("every", RunPlan.positive, \.every, "from wave to wave"),
            Key("drain", .duration, \.drain, "calls in flight may end"),
          ]
        )
      ).optional(),
      \.deploy,
      "a rolling restart"
    ),
    Key(
      "policy",
      Kind<Node>.later("policy", .named("policy")).optional(),
      \.policy,
      "a policy change rolls out"
    ),
    Key("over", .duration, \.over, "how long the roll-out takes"),
  ]

  /// Whether it does anything at all, and to the right thing.
  private func check(_ node: Node, _ reading: inout Reading) {
    if like != nil { return }
    let acts = actNames(node)
    guard !acts.isEmpty else {
      let known = "`answers`, `latency`, `streams`, `close`, `silent`, `lose`, `crash` ..."
      reading.refuse(node.opening, "a fault needs something that it does: \(known)")
      return
    }
    if hits == nil && policy == nil {
      reading.refuse(node.opening, "a fault needs `hits`, as in `hits: fcm`")
      return
    }
    for act in acts where !fits(act) {
      let span = node.entries?.first { $0.key == act }?.keySpan ?? node.span
      let what = Self.targets(of: act)
      reading.refuse(span, "`\(act)` is for a fault that hits \(what)")
    }
    checkShares(acts, node, &reading)
  }

  private func checkShares(_ acts: [String], _ node: Node, _ reading: inout Reading) {
    let shared = ["answers", "silent", "latency", "streams"]
    if among != .calls && !acts.contains(where: shared.contains), let node = node["among"] {
      let acts = shared.map { "`\($0)`" }.joined(separator: ", ")
      reading.refuse(node, "`among` says what the share of \(acts) is a share of")
    }
    if let written = node["share"], among == .calls {
      reading.refuse(written, "`share` needs `among`, as in `among: connections`")
    }
  }

  private func actNames(_ node: Node) -> [String] {
    let names = [
      "answers", "latency", "capacity", "streams", "close", "silent", "refuse", "corrupt", "lose",
      "crash", "deploy", "policy",
    ]
    return names.filter { node[$0] != nil }
  }

  private func fits(_ act: String) -> Bool {
    switch (act, hits) {
    case ("policy", _): true
    case ("answers", .provider), ("capacity", .provider), ("streams", .provider),
      ("close", .provider), ("silent", .provider), ("refuse", .provider), ("refuse", .network),
      ("silent", .network), ("latency", .provider),
      ("latency", .network), ("corrupt", .tokens), ("lose", .region), ("lose", .servers),
      ("crash", .servers), ("crash", .region), ("deploy", .servers), ("deploy", .region):
      true
    default: false
    }
  }

  private static func targets(of act: String) -> String {
    switch act {
    case "corrupt": "tokens, as in `hits: tokens of fcm`"
    case "lose": "a region, as in `hits: region us-east`"
    case "crash", "deploy": "servers, as in `hits: servers`"
    default: "a provider, as in `hits: fcm`"
    }
  }
}

extension Kind where Value == WrittenTarget {
  /// `fcm`, `network of fcm`, `tokens of fcm`, `region us-east`, `servers`.
  static var target: Kind {
    scalar(
      "target",
      "a provider, `network of` or `tokens of` one, `region` and its name, or `servers`",
      schema: .text(pattern: nil),
      parse: { text, node, reading in
        let words = text.split(separator: " ").map(String.init)
        func provider(_ name: String) -> String {
          reading.references.append(Reference(kind: .provider, name: name, span: node.span))
          return name
        }
        switch (words.count, words.first) {
        case (1, "servers"): return .value(.servers)
        case (1, _): return .value(.provider(provider(words[0])))
        case (2, "region"):
          reading.references.append(Reference(kind: .region, name: words[1], span: node.span))
          return .value(.region(words[1]))
        case (3, "network") where words[1] == "of":
          return .value(.network(provider(words[2])))
        case (3, "tokens") where words[1] == "of": return .value(.tokens(provider(words[2])))
        default: return .unlike
        }
      },
      show: { target in
        switch target {
        case .provider(let name): return name
        case .network(let name): return "network of \(name)"
        case .tokens(let name): return "tokens of \(name)"
        case .region(let name): return "region \(name)"
        case .servers: return "servers"
        }
      }
    )
  }
}
