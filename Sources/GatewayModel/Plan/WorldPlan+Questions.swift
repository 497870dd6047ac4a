import GatewayCore
import Policies

/// What the world asks once, so that it need not ask on every message.
extension WorldPlan {
  /// Whether a cap on streams may move while the world runs.
  var capsMove: Bool {
    let byFault = faults.contains { fault in
      if case .streams = fault.act { true } else { false }
    }
    return byFault || providers.contains { $0.streams.whenCongested != nil && $0.capacity != nil }
  }

  /// Whether some class calls on connections of its own.
  var isPerCall: Bool {
    classes.contains { one in one.policies.contains { $0.connect.reuse == .perCall } }
  }

  /// Whether a request may wait for something between its stream and its way.
  var isStaged: Bool { fleet.server.work != nil || isPerCall }
}
