internal import GatewayModel
internal import TimeAndChance

/// The fleet as the file describes it: names where the plan has indices.
struct WrittenFleet: Sendable {
  struct Connections: Sendable, Hashable {
    var provider: String
    var size: FleetPlan.Connections
  }

  var servers: Int?
  var regions: [Named<WrittenRegion>] = []
  var failOver: FleetPlan.FailOver?
  var start = FleetPlan.Start.warm
  var server = Server()
  var queue = QueuePlan()
  var placement = FleetPlan.Placement.library
  var sync = Duration.zero
  var cost = 0.0

  struct Server: Sendable {
    var connections: [Connections] = []
    var work: FleetPlan.Work?
    var memory: FleetPlan.Memory?
    var concurrency = FleetPlan.Concurrency.streams
  }
}

struct WrittenRegion: Sendable, Hashable {
  var share: Double?
  var servers = 1
}

extension WrittenFleet {
  static let table = Table(
    "fleet",
    initial: WrittenFleet(),
    [
      Key(
        "servers",
        Kind<Int>.positiveCount.optional(),
        \.servers,
        "gateway servers, in one region"
      ),
      Key("regions", .dictionary(of: .table(region)), \.regions, "servers by region"),
      Key(
        "fail-over",
        Kind<FleetPlan.FailOver>.table(failOver).orOff(),
        \.failOver,
        "when a lost region's load moves to the others"
      ),
      Key(
        "start",
        .words([("warm", .warm), ("cold", .cold)]),
        \.start,
        "warm: authenticated, ages spread, quota phase random; cold: from nothing"
      ),
      Key("server", .table(serverTable), \.server, "one server"),
      Key("queue", .table(QueuePlan.table), \.queue, "how messages wait for a server"),
      Key("placement", .placement, \.placement, "where the delivery machine runs"),
      Key("sync", .duration, \.sync, "how stale shared state may be"),
      Key("cost", .cost, \.cost, "what it costs"),
    ]
  ) { fleet, node, reading in fleet.check(node, &reading) }

  private func check(_ node: Node, _ reading: inout Reading) {
    if servers != nil && !regions.isEmpty, let servers = node["servers"] {
      reading.refuse(
        servers,
        "`servers` and `regions` exclude each other; give each region its own"
      )
    }
    if servers == nil && regions.isEmpty {
      reading.refuse(node.opening, "fleet needs `servers` or `regions`")
    }
    let written = regions.compactMap(\.value.share)
    if !written.isEmpty, let node = node["regions"] {
      let sum = written.reduce(0, +)
      if written.count < regions.count {
        reading.refuse(node.opening, "give every region a `share`, or none")
      } else if abs(sum - 1) > 1e-9 {
        reading.refuse(
          node.opening,
          "the shares of `regions` add up to \(shown(sum * 100))%, not 100%"
        )
      }
    }
    if failOver != nil && regions.count < 2, let node = node["fail-over"] {
      reading.refuse(node, "`fail-over` needs at least two regions")
    }
  }

  private static let region = Table(
    "region",
    initial: WrittenRegion(),
    [
      Key(
        "share",
        Kind<Double>.share.optional(),
        \.share,
        "of the load; by servers when no region says it"
      ),
      Key("servers", .positiveCount, \.servers, "gateway servers here", isRequired: true),
    ]
  )

  private static let failOver = Table(
    "fail-over",
    initial: FleetPlan.FailOver(after: .seconds(60)),
    [
      Key("after", .duration, \.after, "how long it takes to notice and to switch"),
      Key(
        "to",
        .words([("others", true)]),
        get: { _ in true },
        set: { _, _ in },
        "the other regions, by their servers"
      ),
    ]
  )

  private static let serverTable = Table(
    "server",
    initial: Server(),
    [
      Key(
        "connections",
        .connections,
        \.connections,
        "by provider; enough for three times Little's law otherwise"
      ),
      Key(
        "work",
        Kind<FleetPlan.Work>.table(work).orOff(),
        \.work,
        "the gateway's own processor time"
      ),
      Key(
        "memory",
        Kind<FleetPlan.Memory>.table(memory).orOff(),
        \.memory,
        "what messages and connections hold"
      ),
      Key("concurrency", .concurrency, \.concurrency, "what a call in flight holds"),
    ]
  )

  private static let work = Table(
    "work",
    initial: FleetPlan.Work(perSend: .microseconds(250), cores: 4),
    [
      Key("per-send", .duration, \.perSend, "processor time of one send and its answer"),
      Key("cores", .positiveCount, \.cores, "processors of one server"),
    ]
  )

  private static let memory = Table(
    "memory",
    initial: FleetPlan.Memory(
      perMessage: 2 << 10,
      perConnection: 256 << 10,
      limit: 8 << 30
    ),
    [
      Key("per-message", .size, \.perMessage, "of a message in the server"),
      Key("per-connection", .size, \.perConnection, "of an open connection"),
      Key("limit", .size, \.limit, "of one server"),
    ]
  )
}

extension QueuePlan {
  static let table = Table(
    "queue",
    initial: QueuePlan(),
    [
      Key(
        "kind",
        .words([
          ("shared", .shared), ("per-tenant", .perTenant), ("per-class", .perClass),
          ("per-server", .perServer),
        ]),
        \.kind,
        "one queue, or one for each of something"
      ),
      Key(
        "order",
        .words([("fifo", .fifo), ("priority", .priority), ("fair", .fair)]),
        \.order,
        "who is next"
      ),
      Key("dispatch", .dispatch, \.dispatch, "how a server gets work"),
      Key("limit", .countOrUnbounded, \.limit, "0 sheds whatever finds no free stream"),
      Key(
        "visibility-timeout",
        Scenarios.Kind<Duration>.duration.orOff(),
        \.visibilityTimeout,
        "a crashed server's messages come back after it"
      ),
      Key(
        "dead-letter-after",
        Scenarios.Kind<Int>.positiveCount.orOff(),
        \.deadLetterAfter,
        "receives of one message"
      ),
    ]
  )
}

extension Kind where Value == [WrittenFleet.Connections] {
  fileprivate static var connections: Kind {
    let sizes = Kind<[Named<FleetPlan.Connections>]>.dictionary(of: .poolSize)
    return Kind(
      "map of pool sizes",
      schema: sizes.schema,
      read: { node, current, reading in
        guard let named = sizes.read(node, nil, &reading) else { return nil }
        for entry in named {
          reading.references.append(Reference(kind: .provider, name: entry.name, span: entry.span))
        }
        var result = (current ?? []).filter { old in !named.contains { $0.name == old.provider } }
        result += named.map { WrittenFleet.Connections(provider: $0.name, size: $0.value) }
        return result
      },
      show: { _ in nil }
    )
  }
}

extension Kind where Value == FleetPlan.Connections {
  /// A number, or `{min: 4, max: 16, grow-at: 80%}`.
  static var poolSize: Kind {
    let table = Table(
      "connections",
      initial: FleetPlan.Connections(minimum: 1, maximum: 1, growAt: 0.8),
      [
        Key("min", .positiveCount, \.minimum, "opened at the start", isRequired: true),
        Key("max", .positiveCount, \.maximum, "never more", isRequired: true),
        Key("grow-at", .share, \.growAt, "of the streams in use: then another is opened"),
      ]
    ) { size, node, reading in
      if size.maximum < size.minimum, let node = node["max"] {
        reading.refuse(node, "`max` is at least `min` (found \(node.described))")
      }
    }
    let count = Kind<Int>.positiveCount.only(
      "a count of at most 10000",
      where: { $0 <= 10_000 }
    )
    return Kind(
      "pool size",
      schema: .any([count.schema, table.schema]),
      read: { node, _, reading in
        if node.entries != nil { return table.read(node, into: table.initial, &reading) }
        return count.read(node, nil, &reading).map { FleetPlan.Connections($0) }
      },
      show: { size in
        size.minimum == size.maximum
          ? "\(size.minimum)"
          : "{min: \(size.minimum), max: \(size.maximum), grow-at: \(shown(size.growAt * 100))%}"
      }
    )
  }
}

extension Kind where Value == FleetPlan.Concurrency {
  fileprivate static var concurrency: Kind {
    choice(
      "concurrency",
      [
        Way("threads", Kind<Int>.positiveCount, "a thread is held for the whole call") {
          .threads($0)
        }
      ],
      bare: .words([("streams", .streams)]),
      show: { if case .threads(let count) = $0 { "{threads: \(count)}" } else { "streams" } }
    )
  }
}

extension Kind where Value == QueuePlan.Dispatch {
  fileprivate static var dispatch: Kind {
    let prefetch = Table(
      "pull",
      initial: 1,
      [
        Key(
          "prefetch",
          Kind<Int>.positiveCount,
          get: { $0 },
          set: { $0 = $1 },
          "messages that a server holds while they wait for a stream",
          isRequired: true
        )
      ]
    )
    return choice(
      "dispatch",
      [
        Way("pull", .table(prefetch), "a server takes more than it has streams for") {
          .prefetch($0)
        },
        Way("best-of", Kind<Int>.positiveCount, "the least loaded of so many at random") {
          .bestOf($0)
        },
      ],
      bare: .words([
        ("pull", .pull), ("round-robin", .roundRobin), ("random", .random),
        ("least-loaded", .leastLoaded),
      ]),
      show: { dispatch in
        switch dispatch {
        case .pull: return "pull"
        case .prefetch(let count): return "{pull: {prefetch: \(count)}}"
        case .roundRobin: return "round-robin"
        case .random: return "random"
        case .leastLoaded: return "least-loaded"
        case .bestOf(let count): return "{best-of: \(count)}"
        }
      }
    )
  }
}

extension Kind where Value == FleetPlan.Placement {
  fileprivate static var placement: Kind {
    let sidecar = Table(
      "sidecar",
      initial: Box(),
      [Key("hop", .duration, \.hop, "to the box and back", isRequired: true)]
    )
    let central = Table(
      "central",
      initial: Box(),
      [
        Key("hop", .duration, \.hop, "to the box and back", isRequired: true),
        Key("servers", .positiveCount, \.servers, "boxes"),
      ]
    )
    return choice(
      "placement",
      [
        Way("sidecar", .table(sidecar), "a process beside each server") {
          .sidecar(hop: $0.hop)
        },
        Way("central", .table(central), "a gateway of its own") {
          .central(hop: $0.hop, servers: $0.servers)
        },
      ],
      bare: .words([("library", .library)]),
      show: { placement in
        switch placement {
        case .library: return "library"
        case .sidecar(let hop): return "{sidecar: {hop: \(shown(hop))}}"
        case .central(let hop, let servers):
          return "{central: {hop: \(shown(hop)), servers: \(servers)}}"
        }
      }
    )
  }
}

extension Kind where Value == Double {
  /// `{server: 0.40 USD/h}`.
  fileprivate static var cost: Kind {
    let price = Kind<Money>.moneyPerHour
    let hourly = Kind<Double>(
      price.name,
      unit: "money per hour",
      schema: price.schema,
      read: { node, _, reading in price.read(node, nil, &reading)?.amount },
      show: { shown($0) }
    )
    return .table(
      Table(
        "cost",
        initial: 0,
        [Key("server", hourly, get: { $0 }, set: { $0 = $1 }, "one server for an hour")]
      )
    )
  }
}

/// The keys of one map, as they are read.
private struct Box: Sendable {
  var hop = Duration.zero
  var servers = 1
}
