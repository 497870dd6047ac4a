import Experiments
import GatewayCore
import GatewayModel
import Reports
import Scenarios
import TimeAndChance

/// What a scenario will cost to run, before it runs.
struct RunCost: Sendable, Equatable {
  /// Messages of one replication of the base.
  let messages: Double
  let runs: Int
  let variants: Int
  let isFixed: Bool
  /// Bytes of one replication: what is in flight, parked and queued at its worst.
  let bytes: Double

  /// Messages that one processor plays in a second; measured on plain sends of 2026's machines,
  /// where retries and returns count as messages again.
  static let messagesPerSecond = 1.5e6
  static let bytesPerMessage = 160.0
  static let bytesPerParked = 32.0

  var seconds: Double { messages * Double(runs * variants) / Self.messagesPerSecond }

  init(_ scenario: Scenario) {
    let world = scenario.world
    messages = world.classes.reduce(0) { $0 + $1.messages(in: world.duration) }
    variants = max(1, scenario.variants.count)
    switch scenario.run.replications {
    case .fixed(let count):
      runs = count
      isFixed = true
    case .auto:
      runs = min(5, scenario.run.atMost)
      isFixed = false
    }
    let napkins = Napkin.all(of: world)
    let thin = Double(world.thin)
    let inFlight = napkins.reduce(0) { $0 + $1.inFlight } / thin
    let waiting = Double(world.fleet.queue.limit ?? 0)
    bytes =
      (inFlight + min(waiting, messages)) * Self.bytesPerMessage
      + Self.parked(world) * Self.bytesPerParked + 24e6
  }

  /// Messages that an outage may put into the retry topic at once.
  private static func parked(_ world: WorldPlan) -> Double {
    let parks = world.classes.filter { one in
      one.policies.contains { $0.retry.then == .park || $0.breaker?.whenOpen == .park }
    }
    let rate = parks.reduce(0) { $0 + $1.meanRate }
    let longest = world.faults.map { fault -> Double in
      guard case .answers = fault.act else { return 0 }
      return (fault.length ?? world.duration).inSeconds
    }
    return rate * min(longest.max() ?? 0, world.duration.inSeconds)
  }

  var sentences: [String] {
    let all = messages * Double(runs * variants)
    let count = isFixed ? "\(runs)" : "at least \(runs)"
    let times =
      variants > 1 ? "\(count) replications of \(variants) variants" : "\(count) replications"
    return [
      "A run: \(Humanised.count(messages)) messages × \(times) are \(Humanised.count(all)); about "
        + "\(Humanised.seconds(seconds)) on one processor (at "
        + "\(Humanised.count(Self.messagesPerSecond)) a second), \(Humanised.bytes(bytes)) for each "
        + "that runs at a time."
    ]
  }
}

extension TrafficClass {
  /// Messages that it brings in a span.
  func messages(in span: Duration) -> Double {
    switch source {
    case .arrivals(let arrivals): return arrivals.mean * span.inSeconds * Double(copies)
    case .campaign(let campaign):
      let left = max(0, span.inSeconds - campaign.at.inSeconds)
      return min(Double(campaign.messages * copies), meanRate * left)
    }
  }
}
