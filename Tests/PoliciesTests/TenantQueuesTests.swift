import Policies
import Testing
import TimeAndChance

@Suite
struct TenantQueuesTests {
  @Test
  func aLoudTenantDelaysTheOthersByOneTurn() {
    var queues = TenantQueues(tenants: 3)
    for item: UInt32 in 0..<6 { queues.append(item, of: 0) }
    queues.append(10, of: 1)
    queues.append(20, of: 2)
    queues.append(21, of: 2)
    var order: [UInt32] = []
    while let next = queues.popFirst() { order.append(next.item) }
    #expect(order == [0, 10, 20, 1, 21, 2, 3, 4, 5])
    #expect(queues.count == 0 && queues.count(of: 0) == 0)
  }

  /// A million random operations: nothing lost, nothing twice, order kept within a tenant.
  @Test
  func nothingIsLostAndOrderIsKept() {
    let seed = Seed(28)
    var chance = RandomStream(seed)
    var queues = TenantQueues(tenants: 50)
    var (last, put) = ([Int64](repeating: -1, count: 50), UInt32(0))
    var taken: UInt32 = 0
    var problem: String?
    for step in 0..<1_000_000 {
      if chance.below(2) == 0 {
        queues.append(put, of: Int(chance.below(50)))
        put += 1
      } else if let next = queues.popFirst() {
        if Int64(next.item) <= last[next.tenant] { problem = "step \(step): out of order" }
        last[next.tenant] = Int64(next.item)
        taken += 1
      }
      if queues.count != Int(put - taken) { problem = "step \(step): \(queues.count)" }
    }
    #expect(problem == nil, "seed \(seed.value)")
  }
}
