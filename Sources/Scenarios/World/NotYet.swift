internal import GatewayModel

/// What the format has words for and no world runs yet: refused in its place, never ignored.
///
/// One line a key. Whoever teaches the world a key takes its line out of here.
struct NotYet: Sendable {
  /// Keys from the outermost; `*` is any name, and any item of a list.
  let path: [String]
  /// Values that ask for nothing new.
  let harmless: [String]

  init(_ path: String, except harmless: String...) {
    self.path = path.split(separator: ".").map(String.init)
    self.harmless = harmless + ["off", "false"]
  }

  static let all: [NotYet] = fleet + load + providers + faults + policies

  private static let fleet = [
    NotYet("fleet.fail-over"), NotYet("fleet.placement", except: "library"),
    NotYet("fleet.sync", except: "0", "0s"), NotYet("fleet.cost"),
    NotYet("fleet.queue.kind", except: "shared"),
    NotYet("fleet.queue.order", except: "fifo", "priority"),
    NotYet("fleet.queue.visibility-timeout"), NotYet("fleet.queue.dead-letter-after"),
    NotYet("fleet.server.work"), NotYet("fleet.server.memory"),
    NotYet("fleet.server.concurrency", except: "streams"),
  ]

  private static let load = [
    NotYet("load.*.tenants"), NotYet("load.*.clients"), NotYet("load.*.copies", except: "1"),
    NotYet("load.*.in-time", except: "accepted"), NotYet("load.*.personal"),
    NotYet("load.*.audience.hot"), NotYet("load.*.campaign.by.topic"), NotYet("routes.*"),
  ]

  private static let providers = [
    NotYet("providers.*.connect.at-most", except: "unbounded"),
    NotYet("providers.*.connect.hosts", except: "1"), NotYet("providers.*.closes.after-idle"),
    NotYet("providers.*.closes.after-errors"),
    NotYet("providers.*.streams.when-congested", except: "unchanged"),
    NotYet("providers.*.capacity.load-header"), NotYet("providers.*.per-device"),
    NotYet("providers.*.tokens"), NotYet("providers.*.delivery"), NotYet("providers.*.senders"),
    NotYet("providers.*.rate", except: "unbounded"), NotYet("providers.*.internal-timeout"),
  ]

  private static let faults =
    ["close", "streams", "lose", "crash", "deploy", "corrupt", "policy", "capacity"].map {
      NotYet("faults.*.\($0)")
    } + [NotYet("faults.*.among", except: "calls")]

  private static let policies = ["policy", "policies.*", "providers.*.policy", "load.*.policy"]
    .flatMap { place in
      ["hygiene", "dedup", "drain", "hedge", "outlier", "connect.silence", "connect.idle-limit"]
        .map { NotYet("\(place).\($0)") } + [
          NotYet("\(place).connect.reuse", except: "pool"),
          NotYet("\(place).connect.notice-goaway", except: "0", "0s"),
          NotYet("\(place).retry.park-in", except: "topic"),
        ]
    }

  /// Refuses every such key in a file, unless something is wrong with it already.
  static func check(_ root: Node, besides found: [Diagnostic], _ reading: inout Reading) {
    for entry in all { entry.check(root, entry.path[...], root.span, found, &reading) }
  }

  private func check(
    _ node: Node,
    _ rest: ArraySlice<String>,
    _ place: Span,
    _ found: [Diagnostic],
    _ reading: inout Reading
  ) {
    guard let key = rest.first else {
      if node.isNull || node.text.map(harmless.contains) == true { return }
      let isWrong = found.contains { wrong in
        wrong.span.source == node.span.source && wrong.span.start >= place.start
          && wrong.span.start < max(node.span.end, place.end)
      }
      if isWrong { return }
      reading.refuse(place, "not supported yet: `\(path.joined(separator: "."))`")
      return
    }
    for item in node.items ?? [] where key == "*" {
      check(item, rest.dropFirst(), item.opening, found, &reading)
    }
    for entry in node.entries ?? [] where key == "*" || key == entry.key {
      check(entry.value, rest.dropFirst(), entry.keySpan, found, &reading)
    }
  }
}
