import GatewayCore
import Policies
import Simulation
import TimeAndChance

/// Shared state as servers know it: each change of a shared breaker reaches them a while later.
///
/// Until then they go by the breaker as it stood after the change before. What they learn of calls
/// reaches the true one at once.
struct LateNews: ~Copyable {
  /// By scope: what they go by.
  var views: Shelf<SharedState>
  /// By scope: what they will go by after the next change.
  private var known: Shelf<SharedState>
  /// By scope and provider.
  private var until: ContiguousArray<Instant>
  private let lanes: Int
  private let delay: Duration

  init(_ plan: WorldPlan, _ setup: FleetSetup) {
    let count = plan.isBehind ? plan.fleet.regions.count : 0
    views = Shelf(repeating: setup.sharedState(), count: count)
    known = Shelf(repeating: setup.sharedState(), count: count)
    until = .init(repeating: .zero, count: count * plan.providers.count)
    lanes = plan.providers.count
    delay = plan.fleet.sync
  }

  @inline(__always)
  func isBehind(_ scope: Int, _ lane: Int, at now: Instant) -> Bool {
    until[scope &* lanes &+ lane] > now
  }

  /// A shared breaker has moved.
  mutating func moved(_ scope: Int, _ lane: Int, now breaker: Breaker?, at time: Instant) {
    views[scope].breakers[lane] = known[scope].breakers[lane]
    known[scope].breakers[lane] = breaker
    until[scope * lanes + lane] = time.advanced(by: delay)
  }
}
