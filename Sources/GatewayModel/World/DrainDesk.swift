import GatewayCore
import Policies
import TimeAndChance

/// Who lets parked messages back, one governor a provider, and which breakers are shut.
///
/// The way to a provider is shut while half of its breakers are. Parked messages return at most as
/// fast as live ones come, and at least a hundred a second.
struct DrainDesk: Sendable {
  var governors: ContiguousArray<DrainGovernor?>
  let behind: ContiguousArray<UInt8?>
  private var shut: ContiguousArray<Bool>
  private var count: ContiguousArray<Int>
  private let lanes: Int

  init(_ plan: WorldPlan) {
    let setup = FleetSetup(plan)
    lanes = plan.providers.count
    var governors: ContiguousArray<DrainGovernor?> = []
    var behind: ContiguousArray<UInt8?> = []
    for lane in plan.providers.indices {
      let slot = setup.policy(towards: lane).drain
      behind.append(slot?.behind)
      governors.append(
        slot.map { slot in
          DrainGovernor(
            .init(
              peak: Rate(perSecond: max(100, plan.usualRate(towards: lane))),
              ramp: slot.ramp,
              behindPrivileged: slot.behind != nil
            ),
            at: .zero
          )
        }
      )
    }
    self.governors = governors
    self.behind = behind
    shut = .init(repeating: false, count: plan.fleet.servers * lanes)
    count = .init(repeating: 0, count: lanes)
  }

  /// A breaker has moved.
  mutating func moved(_ lane: Int, server: Int, to phase: Breaker.Phase, at now: Instant) {
    guard governors[lane] != nil else { return }
    let place = server * lanes + lane
    let isShut = phase == .open || phase == .forcedOpen || phase == .halfOpen
    guard isShut != shut[place] else { return }
    shut[place] = isShut
    count[lane] += isShut ? 1 : -1
    if count[lane] * 2 * lanes >= shut.count {
      governors[lane]?.close()
    } else {
      governors[lane]?.open(at: now)
    }
  }
}

extension WorldPlan {
  /// Messages a second that the classes send to a provider in ordinary times.
  func usualRate(towards lane: Int) -> Double {
    classes.reduce(0) { sum, one in
      let share = one.to.reduce(0.0) {
        lanes(of: $1.target).contains(lane) ? $0 + $1.share : $0
      }
      return sum + share * one.usualRate
    }
  }

  /// Whether parked messages come back through a governor.
  var drains: Bool {
    let setup = FleetSetup(self)
    return providers.indices.contains { setup.policy(towards: $0).drain != nil }
  }

  /// Whether tenants or classes are served in turns.
  var isFair: Bool {
    let queue = fleet.queue
    return queue.order == .fair || queue.kind == .perTenant
      || (queue.kind == .perClass && queue.order == .fifo)
  }
}

extension TrafficClass {
  fileprivate var usualRate: Double {
    switch source {
    case .arrivals(.poisson(let rate)), .arrivals(.regular(let rate)): rate.perSecond
    case .arrivals(.bursts(let every, let size)): Double(size) / every.inSeconds
    case .arrivals(.batches(let rate, let size)): rate.perSecond * Double(size)
    case .arrivals(.mmpp(let states)):
      states.reduce(0) { $0 + $1.rate.perSecond } / Double(max(1, states.count))
    case .arrivals(.trace(let rates, _)): rates.reduce(0, +) / Double(max(1, rates.count))
    case .campaign(let campaign): campaign.spacing > 0 ? 1e9 / campaign.spacing : 0
    }
  }
}
