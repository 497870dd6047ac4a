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
