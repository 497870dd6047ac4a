import Simulation
import TimeAndChance

/// The upstream callers of the classes that have some.
struct ClientOffice: ~Copyable {
  var requests: Slab<ClientRequest>
  /// By class.
  let facts: ContiguousArray<ClientFacts?>
  /// By class: how many are between two calls.
  var pausing: ContiguousArray<Int>
  /// All classes together, over time.
  private(set) var pausingLevel = Level()
  /// By class: repetitions beside a call that goes on, for their numbers.
  var echoes: ContiguousArray<UInt64>
  /// By cell: calls that were made, and calls that ended.
  var made: ContiguousArray<Int>
  var ended: ContiguousArray<Int>

  init(_ plan: WorldPlan) {
    requests = Slab(capacity: 64)
    var facts: ContiguousArray<ClientFacts?> = []
    for one in plan.classes { facts.append(one.clients.map { ClientFacts($0) }) }
    self.facts = facts
    pausing = .init(repeating: 0, count: plan.classes.count)
    echoes = .init(repeating: 0, count: plan.classes.count)
    let cells = plan.classes.count * plan.providers.count
    made = .init(repeating: 0, count: cells)
    ended = .init(repeating: 0, count: cells)
  }

  /// A caller begins to pause.
  mutating func came(_ trafficClass: Int, at now: Instant) {
    pausing[trafficClass] += 1
    pausingLevel.rise(at: now.nanoseconds)
  }

  /// A caller has paused.
  mutating func left(_ trafficClass: Int, at now: Instant) {
    pausing[trafficClass] -= 1
    pausingLevel.fall(at: now.nanoseconds)
  }
}
