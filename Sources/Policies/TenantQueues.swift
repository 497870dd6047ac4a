/// A queue per tenant over one slab, served fairly: a slow or loud tenant holds up only itself.
///
/// Items are the holder's numbers (a slab index of a message). Nothing is allocated once the slab has
/// grown to the largest number ever waiting.
public struct TenantQueues: Sendable {
  /// How many items wait in all.
  public private(set) var count = 0

  private struct Line: Sendable {
    var head: Int32 = -1
    var tail: Int32 = -1
    var count: Int32 = 0
  }

  private struct Node: Sendable {
    var item: UInt32
    var next: Int32
  }

  private var pick: FairPick
  private var lines: ContiguousArray<Line>
  private var nodes: ContiguousArray<Node> = []
  private var free: Int32 = -1

  /// Creates empty queues, one per quantum; a quantum is a tenant's weight.
  public init(quanta: [Int64]) {
    pick = FairPick(quanta: quanta)
    lines = ContiguousArray(repeating: Line(), count: quanta.count)
  }

  /// Creates empty queues of equal weight.
  public init(tenants: Int) {
    self.init(quanta: [Int64](repeating: 1, count: tenants))
  }

  /// Returns how many items of `tenant` wait.
  public func count(of tenant: Int) -> Int { Int(lines[tenant].count) }

  /// Puts an item at the end of its tenant's queue.
  public mutating func append(_ item: UInt32, of tenant: Int) {
    let index = node(for: item)
    if lines[tenant].tail >= 0 {
      nodes[Int(lines[tenant].tail)].next = index
    } else {
      lines[tenant].head = index
    }
    lines[tenant].tail = index
    lines[tenant].count += 1
    count += 1
    pick.wakes(tenant)
  }

  /// Takes the next item in fair order; nil when nothing waits.
  public mutating func popFirst() -> (item: UInt32, tenant: Int)? {
    guard let tenant = pick.current else { return nil }
    let index = lines[tenant].head
    let node = nodes[Int(index)]
    lines[tenant].head = node.next
    if node.next < 0 { lines[tenant].tail = -1 }
    lines[tenant].count -= 1
    count -= 1
    nodes[Int(index)].next = free
    free = index
    pick.served(more: node.next >= 0)
    return (node.item, tenant)
  }

  private mutating func node(for item: UInt32) -> Int32 {
    guard free >= 0 else {
      nodes.append(Node(item: item, next: -1))
      return Int32(nodes.count - 1)
    }
    let index = free
    free = nodes[Int(index)].next
    nodes[Int(index)] = Node(item: item, next: -1)
    return index
  }
}
