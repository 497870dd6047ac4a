import GatewayCore

/// One server of the fleet.
struct ServerState {
  var machine: DeliveryMachine
  let region: Int
  /// Whether it works; a crashed or drained server takes nothing.
  var isUp = true
  /// The attention of its pools that is already in the agenda, in nanoseconds.
  var attendAt = Int64.max
  /// How often it has been restarted.
  var life: UInt32 = 0
  /// Whether the effects of its pools are being performed.
  var isPerforming = false
  /// Messages it holds: what its memory is charged for.
  var held = 0

  init(machine: DeliveryMachine, region: Int) {
    self.machine = machine
    self.region = region
  }
}
