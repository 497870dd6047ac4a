import GatewayCore
import Policies
import Simulation
import TimeAndChance

/// Second calls beside first ones that are late, and which belongs to which.
///
/// The second call is a message of its own (an *echo*) with the same token and the same account.
/// Whichever is accepted first is counted; the other goes on, and is a duplicate if it is accepted
/// too. Who fails while the other is under way leaves the message to the other.
struct HedgeDesk: Sendable {
  /// By class and provider.
  private let rules: ContiguousArray<Hedge?>
  private let quantiles: ContiguousArray<Double?>
  private let lanes: Int
  /// By class and provider: calls begun and hedged, and the quantile as last measured.
  private var calls: ContiguousArray<Int>
  private var hedged: ContiguousArray<Int>
  private var measured: ContiguousArray<Int64?>
  /// By place in the slab: the other of the two.
  private var others: ContiguousArray<Slab<Message>.Handle?> = []

  init(_ plan: WorldPlan) {
    lanes = plan.providers.count
    let slots = plan.hasHedges ? plan.classes.flatMap { $0.policies.map(\.hedge) } : []
    rules = .init(
      slots.map { slot in
        switch slot {
        case .none: nil
        case .some(.after(let span)): Hedge(.after(span))
        case .some(.quantile(let share)): Hedge(.quantile(share))
        }
      }
    )
    quantiles = .init(
      slots.map { slot in
        if case .some(.quantile(let share)) = slot { share.value } else { nil }
      }
    )
    calls = .init(repeating: 0, count: rules.count)
    hedged = .init(repeating: 0, count: rules.count)
    measured = .init(repeating: nil, count: rules.count)
  }

  /// The quantile that has to be measured anew before the next call: once in a thousand calls.
  func wanted(by delivery: Delivery) -> Double? {
    let place = Int(delivery.trafficClass) * lanes + Int(delivery.lane)
    guard let share = quantiles[place], calls[place] >= 100 else { return nil }
    return calls[place] % 1000 == 0 || measured[place] == nil ? share : nil
  }

  /// Counts a call; when it is late, nil for never.
  mutating func begin(_ delivery: Delivery, measured new: Double?) -> Instant? {
    let place = Int(delivery.trafficClass) * lanes + Int(delivery.lane)
    guard let rule = rules[place] else { return nil }
    calls[place] += 1
    if let new { measured[place] = nanosecondsRounded(new) }
    return rule.instant(
      started: delivery.started,
      measured: measured[place],
      deadline: delivery.deadline
    )
  }

  /// Takes one more call from the budget, if it has room.
  mutating func takes(_ delivery: Delivery) -> Bool {
    let place = Int(delivery.trafficClass) * lanes + Int(delivery.lane)
    guard rules[place]?.isAffordable(hedged: hedged[place], of: calls[place]) == true else {
      return false
    }
    hedged[place] += 1
    return true
  }

  func other(of index: UInt32) -> Slab<Message>.Handle? {
    Int(index) < others.count ? others[Int(index)] : nil
  }

  mutating func pair(_ one: Slab<Message>.Handle, _ other: Slab<Message>.Handle) {
    while others.count <= Int(max(one.index, other.index)) { others.append(nil) }
    others[Int(one.index)] = other
    others[Int(other.index)] = one
  }

  mutating func part(_ index: UInt32) {
    guard let other = other(of: index) else { return }
    others[Int(index)] = nil
    if self.other(of: other.index)?.index == index { others[Int(other.index)] = nil }
  }
}

extension WorldPlan {
  /// Whether some class makes second calls.
  var hasHedges: Bool { classes.contains { one in one.policies.contains { $0.hedge != nil } } }
}
