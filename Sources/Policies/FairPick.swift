/// Picks whose turn it is among tenants that have something waiting: deficit round robin.
///
/// Each tenant that comes up receives its quantum and serves while its credit covers the cost, so a
/// tenant with ten thousand waiting delays the others by one quantum (Shreedhar and Varghese 1995).
/// It serves first and pays after, in debt if need be; debts outlive an empty queue. O(1) whatever
/// the number of tenants, as long as a quantum is of the order of a cost.
public struct FairPick: Sendable, Hashable {
  /// How many tenants there are.
  public var tenants: Int { next.count }
  /// How many tenants have something waiting.
  public private(set) var active = 0

  private var next: ContiguousArray<Int32>
  private var credit: ContiguousArray<Int64>
  private let quanta: ContiguousArray<Int64>
  private var head: Int32 = -1
  private var tail: Int32 = -1

  /// Creates a pick with nobody waiting.
  ///
  /// - Parameter quanta: What each tenant may serve per turn, its weight; 1 serves one message.
  public init(quanta: [Int64]) {
    precondition(quanta.allSatisfy { $0 >= 1 }, "a tenant is served something per turn")
    self.quanta = ContiguousArray(quanta)
    next = ContiguousArray(repeating: -2, count: quanta.count)
    credit = ContiguousArray(repeating: 0, count: quanta.count)
  }

  /// Creates a pick among equals.
  public init(tenants: Int) {
    self.init(quanta: [Int64](repeating: 1, count: tenants))
  }

  /// Adds a tenant at the end of the round; one that is in it stays where it is.
  public mutating func wakes(_ tenant: Int) {
    guard next[tenant] == -2 else { return }
    let number = Int32(tenant)
    next[tenant] = -1
    credit[tenant] = min(0, credit[tenant])
    if tail >= 0 { next[Int(tail)] = number } else { head = number }
    tail = number
    active += 1
    if active == 1 {
      credit[tenant] += quanta[tenant]
      settle()
    }
  }

  /// Returns the tenant whose turn it is, without serving it; nil when nobody waits.
  public var current: Int? {
    head >= 0 ? Int(head) : nil
  }

  /// Notes that the current tenant was served at `cost` and whether it has more, and moves on when
  /// its turn is over.
  public mutating func served(cost: Int64 = 1, more: Bool) {
    precondition(head >= 0, "nobody was waiting")
    let tenant = Int(head)
    credit[tenant] -= max(0, cost)
    if !more {
      leave()
    } else if credit[tenant] <= 0 {
      rotate()
    }
    settle()
  }

  private mutating func leave() {
    let tenant = Int(head)
    head = next[tenant]
    if head < 0 { tail = -1 }
    next[tenant] = -2
    active -= 1
    if head >= 0 { credit[Int(head)] += quanta[Int(head)] }
  }

  private mutating func rotate() {
    let tenant = head
    if next[Int(tenant)] >= 0 {
      head = next[Int(tenant)]
      next[Int(tail)] = tenant
      next[Int(tenant)] = -1
      tail = tenant
    }
    credit[Int(head)] += quanta[Int(head)]
  }

  /// A tenant in debt after a costly message passes its turns until it is paid.
  private mutating func settle() {
    while head >= 0 && credit[Int(head)] <= 0 { rotate() }
  }
}
