import GatewayCore
import Policies
import Simulation
import TimeAndChance

/// Messages that travel together: the first of them is the one that servers and machines see.
///
/// The others hang on it in a chain and wait in the state `held`; they are found by the walk like any
/// message, share the ending of the first, and part from it where each has to go its own way: into
/// the topic, to a fallback, or at the answer about its token.
struct BatchDesk: Sendable {
  /// By class and provider.
  private let rules: ContiguousArray<Policy.BatchSlot?>
  private let lanes: Int
  private let regions: Int
  /// By class, provider and region: the batch that is being gathered.
  private var open: ContiguousArray<Slab<Message>.Handle?>
  /// By place in the slab: the next of the chain, `.max` at its end, and how many hang on a first.
  private var next: ContiguousArray<UInt32> = []
  private var count: ContiguousArray<Int32> = []
  /// By class and provider: what answers mean.
  let classifiers: ContiguousArray<Classifier>

  init(_ plan: WorldPlan) {
    lanes = plan.providers.count
    regions = plan.fleet.regions.count
    guard plan.hasBatches else {
      (rules, open, classifiers) = ([], [], [])
      return
    }
    rules = .init(
      plan.classes.flatMap { one in
        one.policies.map { policy in
          (policy.batch?.size ?? 1) > 1 && one.clients == nil ? policy.batch : nil
        }
      }
    )
    classifiers = .init(
      plan.classes.flatMap { one in one.policies.map { Classifier($0.classify) } }
    )
    open = .init(repeating: nil, count: rules.count * regions)
  }

  func rule(of message: Message) -> Policy.BatchSlot? {
    guard !message.delivery.isOnFallback else { return nil }
    return rules[Int(message.delivery.trafficClass) * lanes + Int(message.delivery.lane)]
  }

  func verdict(for answer: Answer, of message: Message) -> Verdict {
    let place = Int(message.delivery.trafficClass) * lanes + Int(message.delivery.lane)
    return classifiers[place].verdict(for: answer)
  }

  private func place(of message: Message) -> Int {
    let rule = Int(message.delivery.trafficClass) * lanes + Int(message.delivery.lane)
    return rule * regions + Int(message.region)
  }

  /// The first of the batch that a message would join.
  func first(for message: Message) -> Slab<Message>.Handle? { open[place(of: message)] }

  mutating func begin(_ handle: Slab<Message>.Handle, _ message: Message) {
    open[place(of: message)] = handle
    grow(to: handle.index)
  }

  /// Nothing more joins the batch of a message.
  mutating func close(_ message: Message) { open[place(of: message)] = nil }

  /// Whether a message is the first of a batch that is still open.
  func isOpen(_ handle: Slab<Message>.Handle, _ message: Message) -> Bool {
    open[place(of: message)] == handle
  }

  /// Hangs a message on the first of its batch.
  ///
  /// - Returns: How many messages the batch has now.
  mutating func join(_ index: UInt32, first: UInt32) -> Int {
    grow(to: max(index, first))
    next[Int(index)] = next[Int(first)]
    next[Int(first)] = index
    count[Int(first)] += 1
    return Int(count[Int(first)]) + 1
  }

  /// How many messages a call carries.
  func size(of index: UInt32) -> Int {
    Int(index) < count.count ? Int(count[Int(index)]) + 1 : 1
  }

  /// Those that hang on a message, in the order in which they came.
  func members(of index: UInt32) -> [UInt32] {
    guard size(of: index) > 1 else { return [] }
    var members: [UInt32] = []
    var one = next[Int(index)]
    while one != .max {
      members.append(one)
      one = next[Int(one)]
    }
    return members.reversed()
  }

  /// Takes the chain off a message.
  mutating func part(_ index: UInt32) -> [UInt32] {
    let members = members(of: index)
    guard !members.isEmpty else { return members }
    next[Int(index)] = .max
    count[Int(index)] = 0
    for member in members { next[Int(member)] = .max }
    return members
  }

  /// The first of a batch has a new place.
  mutating func move(from old: UInt32, to new: UInt32) {
    guard old != new, size(of: old) > 1 else { return }
    grow(to: new)
    (next[Int(new)], count[Int(new)]) = (next[Int(old)], count[Int(old)])
    (next[Int(old)], count[Int(old)]) = (.max, 0)
  }

  private mutating func grow(to index: UInt32) {
    while next.count <= Int(index) {
      next.append(.max)
      count.append(0)
    }
  }
}
