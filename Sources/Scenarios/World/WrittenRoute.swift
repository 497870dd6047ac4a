internal import GatewayModel
internal import TimeAndChance

/// A primary and a secondary behind one name.
struct WrittenRoute: Sendable {
  var primary = ""
  var secondary = ""
  var health = RoutePlan.Health.active(every: .seconds(5), fails: 3, recovers: 3)

  static let table = Table(
    "route",
    initial: WrittenRoute(),
    [
      Key(
        "primary",
        Kind<String>.name(of: .provider),
        \.primary,
        "takes all while it is healthy",
        isRequired: true
      ),
      Key(
        "secondary",
        Kind<String>.name(of: .provider),
        \.secondary,
        "takes over",
        isRequired: true
      ),
      Key("health", .health, \.health, "who notices, and how"),
    ]
  ) { route, node, reading in
    if route.primary == route.secondary, let node = node["secondary"] {
      reading.refuse(node, "`secondary` is the same provider as `primary`")
    }
  }
}

extension Kind where Value == RoutePlan.Health {
  fileprivate static var health: Kind {
    let every = Key<Check>("every", RunPlan.positive, \.every, "between two checks")
    let counts: [Key<Check>] = [
      Key("fails", .positiveCount, \.fails, "failures in a row until it switches"),
      Key("recovers", .positiveCount, \.recovers, "successes in a row until it switches back"),
    ]
    return choice(
      "health",
      [
        Way(
          "active",
          .table(Table("active", initial: Check(), [every] + counts)),
          "health checks of its own"
        ) { .active(every: $0.every, fails: $0.fails, recovers: $0.recovers) },
        Way(
          "passive",
          .table(Table("passive", initial: Check(), counts)),
          "by the live traffic"
        ) { .passive(fails: $0.fails, recovers: $0.recovers) },
        Way("manual", Kind<Duration>.duration, "a person switches after this long") {
          .manual(after: $0)
        },
      ],
      show: { health in
        switch health {
        case .active(let every, let fails, let recovers):
          return "{active: {every: \(shown(every)), fails: \(fails), recovers: \(recovers)}}"
        case .passive(let fails, let recovers):
          return "{passive: {fails: \(fails), recovers: \(recovers)}}"
        case .manual(let after): return "{manual: \(shown(after))}"
        }
      }
    )
  }
}

/// The keys of one map, as they are read.
private struct Check: Sendable {
  var every: Duration = .seconds(5)
  var fails = 3
  var recovers = 3
}
