import GatewayCore
import Policies
import TimeAndChance

/// What the world asks once, so that it need not ask on every message.
extension WorldPlan {
  /// Whether a cap on streams may move while the world runs.
  var capsMove: Bool {
    let byFault = faults.contains { fault in
      if case .streams = fault.act { true } else { false }
    }
    return byFault || providers.contains { $0.streams.whenCongested != nil && $0.capacity != nil }
  }

  /// Streams that a connection without a cap begins with.
  static var streamsAtFirst: Int { 256 }

  /// By provider: whether connections have no cap on streams and need none to know when to grow.
  var isUncapped: [Bool] {
    let isPerCall = isPerCall
    return providers.indices.map { lane in
      let size = fleet.server.connections[lane]
      return providers[lane].streams.perConnection == nil && size.minimum == size.maximum
        && !capsMove && !isPerCall
    }
  }

  /// Whether some class is sent several at a time.
  var hasBatches: Bool {
    classes.contains { one in
      one.clients == nil && one.policies.contains { ($0.batch?.size ?? 1) > 1 }
    }
  }

  /// Messages that a server takes from a common line before it has a stream for them.
  var prefetch: Int {
    guard fleet.queue.isPull, case .prefetch(let count) = fleet.queue.dispatch else { return 0 }
    return count
  }

  /// How many places have lines of their own: regions, servers, or both.
  var lineScopes: Int {
    guard fleet.queue.isPull else { return fleet.servers }
    return fleet.regions.count + (prefetch > 0 ? fleet.servers : 0)
  }

  /// Whether state that servers share is known to them late.
  var isBehind: Bool {
    guard fleet.sync > .zero else { return false }
    return allPolicies.contains { $0.breaker?.scope == .region || $0.breaker?.scope == .fleet }
  }

  /// Whether some class calls on connections of its own.
  var isPerCall: Bool {
    classes.contains { one in one.policies.contains { $0.connect.reuse == .perCall } }
  }

  /// Whether a request may wait for something between its stream and its way.
  var isStaged: Bool { fleet.server.work != nil || isPerCall }

  /// Whether some messages are parked in the memory of their server.
  var parksInMemory: Bool {
    classes.contains { one in one.policies.contains { $0.retry.parkIn == .memory } }
  }

  /// Whether what a call to one provider holds is missing for calls to another.
  var sharesRoom: Bool {
    if case .threads = fleet.server.concurrency { return true }
    return fleet.server.memory != nil
  }

  /// Whether pools may be smaller than they could be, so that a message that waits wakes one.
  var growsOnDemand: Bool {
    fleet.server.connections.contains { $0.maximum > $0.minimum }
      || classes.contains { one in one.policies.contains { $0.connect.idleLimit != nil } }
  }
}

extension FleetPlan.Placement {
  /// What stands between a server and its connections adds to every call, there and back.
  var hop: Int64 {
    switch self {
    case .library: 0
    case .sidecar(let hop), .central(let hop, _): 2 * hop.wholeNanoseconds
    }
  }
}
