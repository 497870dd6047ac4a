import Simulation
import TimeAndChance

/// The script of what goes wrong: which faults act now, and when that changes.
struct FaultDesk {
  let faults: [FaultPlan]
  private(set) var acting: [Bool]
  /// How often each fault has begun or ended: beginnings and ends alternate.
  private let end: Duration

  init(_ plan: WorldPlan) {
    faults = plan.faults
    acting = .init(repeating: false, count: plan.faults.count)
    end = plan.duration
  }

  /// Puts every beginning and end into the agenda: two events a fault, 2 · index and 2 · index + 1.
  func schedule(on agenda: inout Agenda) {
    for (index, fault) in faults.enumerated() {
      let begin = Instant.zero.advanced(by: fault.at)
      agenda.schedule(WorldEvent(.fault, UInt32(2 * index)).bits, at: begin)
      guard let length = fault.length else { continue }
      agenda.schedule(
        WorldEvent(.fault, UInt32(2 * index + 1)).bits,
        at: begin.advanced(by: length)
      )
    }
  }

  mutating func set(_ index: Int, acts: Bool) {
    acting[index] = acts
  }

  /// The faults that act on a provider now, in file order.
  func acting(on lane: Int) -> [(index: Int, plan: FaultPlan)] {
    faults.indices.filter { index in
      guard acting[index] else { return false }
      switch faults[index].hits {
      case .provider(let hit), .network(let hit), .tokens(let hit): return hit == lane
      case .region, .servers, .fleet: return false
      }
    }.map { ($0, faults[$0]) }
  }
}

extension FaultPlan {
  /// The provider that it hits; −1 when it hits something else.
  package var lane: Int {
    switch hits {
    case .provider(let lane), .network(let lane), .tokens(let lane): lane
    case .region, .servers, .fleet: -1
    }
  }

  /// A ramp at both ends as a profile over the fault's own time; nil when it acts at once.
  var envelope: Profile? {
    guard ramp > .zero else { return nil }
    var points = [Profile.Point(time: .zero, value: 0), Profile.Point(time: ramp, value: 1)]
    if let length {
      points.append(Profile.Point(time: max(ramp, length - ramp), value: 1))
      points.append(Profile.Point(time: max(ramp, length), value: 0))
    }
    return Profile(points)
  }
}
