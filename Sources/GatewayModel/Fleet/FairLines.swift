import GatewayCore
import Policies
import Simulation

/// The messages that wait for a stream where tenants, or classes, are served in fair turns: one set
/// of queues for each scope and provider.
///
/// Who leaves early is not searched for: its handle is stale when its turn comes.
struct FairLines: ~Copyable {
  private let lanes: Int
  private var queues: Shelf<TenantQueues>
  private var waiting: Slab<Slab<Message>.Handle>
  /// By class: where the numbers of its tenants begin; classes take turns when each has one number.
  private let first: ContiguousArray<Int>
  private let isByTenant: Bool
  /// How many may wait in one queue; nil when the limit is one of all.
  let limitEach: Int?

  init(_ plan: WorldPlan, scopes: Int) {
    let queue = plan.fleet.queue
    lanes = plan.providers.count
    isByTenant = queue.kind != .perClass
    var first: ContiguousArray<Int> = []
    var total = 0
    for one in plan.classes {
      first.append(total)
      total += isByTenant ? one.tenants?.count ?? 1 : 1
    }
    self.first = first
    queues = Shelf(
      repeating: TenantQueues(tenants: max(1, total)),
      count: plan.isFair ? scopes * lanes : 0
    )
    waiting = Slab(capacity: 64)
    limitEach = queue.kind == .perTenant || queue.kind == .perClass ? queue.limit : nil
  }

  func count(of message: Message, scope: Int, lane: Int) -> Int {
    queues[scope * lanes + lane].count(of: number(of: message))
  }

  mutating func append(_ handle: Slab<Message>.Handle, _ message: Message, scope: Int, lane: Int) {
    let place = waiting.insert(handle)
    queues[scope * lanes + lane].append(place.index, of: number(of: message))
  }

  /// Takes the next handle in fair order, stale or not.
  mutating func take(scope: Int, lane: Int) -> Slab<Message>.Handle? {
    guard let next = queues[scope * lanes + lane].popFirst() else { return nil }
    let handle = waiting[next.item]
    waiting.remove(at: next.item)
    return handle
  }

  private func number(of message: Message) -> Int {
    let trafficClass = Int(message.delivery.trafficClass)
    return first[trafficClass] + (isByTenant ? Int(message.tenant) : 0)
  }
}
