import GatewayCore

/// One server of the fleet.
struct ServerState {
  var machine: DeliveryMachine
  let region: Int
  /// Whose state it shares: its region's, or the fleet's.
  var scope: Int
  /// Whether it works; a crashed or drained server takes nothing.
  var isUp = true
  /// The attention of its pools that is already in the agenda, in nanoseconds.
  var attendAt = Int64.max
  /// How often it has been restarted.
  var life: UInt32 = 0
  /// By provider, one bit each: its ladder was told last that somebody waits.
  var feltLines: UInt64 = 0
  /// Whether the effects of its pools are being performed.
  var isPerforming = false

  init(machine: DeliveryMachine, region: Int) {
    self.machine = machine
    self.region = region
    scope = region
  }
}
