public import TimeAndChance

/// Rests one device after "too fast to this device", and nobody else.
///
/// The pause grows with every strike and is forgotten after `memory` without one. Memory is bounded:
/// when too many devices rest at once, the one that is done first is let off early.
public struct DeviceBackoff: Sendable {
  /// How long devices rest.
  public struct Configuration: Sendable, Hashable {
    /// The pause by strike, counted from 1.
    public var pauses: Backoff
    /// How long after its rest a device's strikes are remembered.
    public var memory: Duration
    /// How many devices are remembered at once.
    public var capacity: Int

    /// Creates a configuration; by default 15 s to 1 h with half of it jittered.
    public init(
      pauses: Backoff = .exponential(base: .seconds(15), cap: .seconds(3600), jitter: .equal),
      memory: Duration = .seconds(3600),
      capacity: Int = 4096
    ) {
      precondition(memory >= .zero, "a memory is >= 0")
      self.pauses = pauses
      self.memory = memory
      self.capacity = capacity
    }
  }

  /// How long devices rest.
  public let configuration: Configuration

  private struct Rest: Sendable {
    var until: Int64
    var strikes: Int32
    var pause: Int64
  }

  private var table: KeyedTable<Rest>
  private let memory: Int64

  /// Creates a memory of no device.
  public init(_ configuration: Configuration = Configuration()) {
    self.configuration = configuration
    memory = configuration.memory.wholeNanoseconds
    table = KeyedTable(
      capacity: configuration.capacity,
      blank: Rest(until: .min, strikes: 0, pause: 0)
    )
  }

  /// Devices let off early for want of room.
  public var forgotten: Int64 { table.evicted }

  /// Returns when `device` may be sent to again, or nil when it may be now.
  public func rest(of device: UInt64, at now: Instant) -> Instant? {
    guard let index = table.find(device, at: now.nanoseconds) else { return nil }
    let until = table[index].value.until
    return until > now.nanoseconds ? Instant(nanoseconds: until) : nil
  }

  /// Rests `device` after a refusal, at least as long as the provider asked.
  ///
  /// - Parameters:
  ///   - device: The device.
  ///   - floor: What the provider asked for; zero for nothing.
  ///   - now: The present.
  ///   - chance: Gives the jitter.
  /// - Returns: When the device may be sent to again.
  public mutating func strike(
    _ device: UInt64,
    atLeast floor: Duration = .zero,
    at now: Instant,
    using chance: inout RandomStream
  ) -> Instant {
    var rest = Rest(until: .min, strikes: 0, pause: 0)
    if let index = table.find(device, at: now.nanoseconds) { rest = table[index].value }
    // Answers to calls that were under way when the rest began are the same strike.
    guard rest.until <= now.nanoseconds else { return Instant(nanoseconds: rest.until) }
    rest.strikes = min(rest.strikes + 1, 1000)
    let pause = configuration.pauses.pauseNanoseconds(
      afterAttempt: Int(rest.strikes),
      previous: rest.pause,
      using: &chance
    )
    rest.pause = configuration.pauses.carry(rest.pause, adding: pause)
    rest.until = saturatingSum(now.nanoseconds, max(pause, floor.wholeNanoseconds))
    let end = saturatingSum(rest.until, memory)
    table.store(rest, for: device, until: end, at: now.nanoseconds)
    return Instant(nanoseconds: rest.until)
  }
}
