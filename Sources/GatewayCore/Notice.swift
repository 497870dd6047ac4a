public import Policies
public import TimeAndChance

/// What an input moved beside its message; rare, and taken out with `takeNotice`.
public enum Notice: Sendable, Hashable {
  /// A breaker of this machine changed its phase.
  case breaker(lane: UInt8, Breaker.Transition)
  /// A ladder of measures under pressure was climbed up or down by one rung.
  case pressure(lane: UInt8, PressureLadder.Step)
  /// The provider called the message's token invalid.
  ///
  /// The registry, not the machine, decides what follows (`TokenHygiene`): it alone knows when the
  /// token was registered.
  case invalidToken(lane: UInt8, isGuarded: Bool)
  /// The provider asked us to slow down for one device.
  case slowDevice(lane: UInt8, until: Instant)
  /// Something of ours is wrong and wants a person.
  case alarm(lane: UInt8)
  /// The credential has to be renewed.
  case refreshCredential(lane: UInt8)
}
