import GatewayModel
import Testing

@Suite
struct FleetPlanTests {
  /// Servers pull from a common line, unless each has a line of its own or messages are pushed.
  @Test(arguments: [
    (QueuePlan.Kind.shared, QueuePlan.Dispatch.pull, true), (.shared, .prefetch(5), true),
    (.perTenant, .pull, true), (.perClass, .pull, true), (.perServer, .pull, false),
    (.perServer, .prefetch(5), false), (.shared, .roundRobin, false), (.shared, .random, false),
    (.perClass, .leastLoaded, false), (.shared, .bestOf(2), false),
  ])
  func whoPulls(kind: QueuePlan.Kind, dispatch: QueuePlan.Dispatch, isPull: Bool) {
    var queue = QueuePlan()
    queue.kind = kind
    queue.dispatch = dispatch
    #expect(queue.isPull == isPull)
  }

  @Test
  func theFleetIsTheSumOfItsRegionsAndAPoolOfOneNumberIsFixed() {
    let fleet = FleetPlan(
      regions: [
        .init(name: "a", share: 0.6, servers: 3), .init(name: "b", share: 0.4, servers: 4),
      ],
      server: .init(connections: [.init(5)])
    )
    #expect(fleet.servers == 7)
    let pool = fleet.server.connections[0]
    #expect(pool.minimum == 5 && pool.maximum == 5)
  }
}
