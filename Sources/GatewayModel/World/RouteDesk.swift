import GatewayCore
import Policies
import TimeAndChance

/// The routes of a world: which side each is on, and which messages go by which.
struct RouteDesk: Sendable {
  var health: ContiguousArray<RouteHealth>
  /// By cell: the route of a class whose primary is that provider; −1 for none.
  private let routeAt: ContiguousArray<Int16>
  /// By provider: the route that it is the primary or the secondary of; −1 for none.
  private let routeOf: ContiguousArray<Int16>
  private let plans: [RoutePlan]
  private let lanes: Int
  /// Probes made, for their draws.
  var probes: UInt64 = 0

  init(_ plan: WorldPlan) {
    plans = plan.routes
    lanes = plan.providers.count
    health = .init(plan.routes.map { RouteHealth($0.watch, at: .zero) })
    var routeAt = ContiguousArray<Int16>(repeating: -1, count: plan.classes.count * lanes)
    for (index, one) in plan.classes.enumerated() {
      for destination in one.to {
        guard case .route(let route) = destination.target else { continue }
        routeAt[index * lanes + plan.routes[route].primary] = Int16(route)
      }
    }
    self.routeAt = routeAt
    var routeOf = ContiguousArray<Int16>(repeating: -1, count: lanes)
    for (index, route) in plan.routes.enumerated() {
      routeOf[route.primary] = Int16(index)
      routeOf[route.secondary] = Int16(index)
    }
    self.routeOf = routeOf
  }

  var isEmpty: Bool { plans.isEmpty }

  /// Where a message of a class goes whose home is a provider.
  func lane(_ trafficClass: UInt8, home: UInt8) -> UInt8 {
    let route = Int(routeAt[Int(trafficClass) * lanes + Int(home)])
    guard route >= 0 else { return home }
    return UInt8(lane(of: health[route].side, on: route))
  }

  func lane(of side: RouteHealth.Side, on route: Int) -> Int {
    side == .primary ? plans[route].primary : plans[route].secondary
  }

  func route(of lane: Int) -> Int? { routeOf[lane] >= 0 ? Int(routeOf[lane]) : nil }

  func side(of lane: Int, on route: Int) -> RouteHealth.Side {
    plans[route].primary == lane ? .primary : .secondary
  }
}

extension RoutePlan {
  var watch: RouteHealth.Watch {
    switch health {
    case .active(let every, let fails, let recovers):
      .active(every: every, fails: fails, recovers: recovers)
    case .passive(let fails, _): .passive(RouteHealth.Passive(consecutive: fails))
    case .manual(let delay): .manual(after: delay)
    }
  }
}
