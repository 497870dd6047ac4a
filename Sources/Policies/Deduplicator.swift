public import TimeAndChance

/// Remembers what was sent to whom, so that the same notification reaches a device once per window.
///
/// Bounded memory: 24 bytes per remembered pair, all of it reserved at the start. When more pairs
/// than that are alive, the oldest of a set is forgotten early and counted in `forgotten`; what is
/// remembered is remembered for exactly the window.
public struct Deduplicator: Sendable {
  /// How long a pair is remembered.
  public let window: Duration

  private let span: Int64
  private var table: KeyedTable<Void>

  /// Duplicates found so far.
  public private(set) var suppressed: Int64 = 0

  /// Creates a memory for about `capacity` pairs.
  public init(window: Duration, capacity: Int) {
    precondition(window > .zero, "a window lasts for some time")
    self.window = window
    span = window.wholeNanoseconds
    table = KeyedTable(capacity: capacity, blank: ())
  }

  /// Pairs forgotten before their time for want of room.
  public var forgotten: Int64 { table.evicted }

  /// Returns the key of a pair, 64 well mixed bits: two of a billion live pairs meet with p ≈ 3 %.
  @inlinable
  public static func key(notification: UInt64, device: UInt64) -> UInt64 {
    mixed(mixed(notification) &+ device)
  }

  /// Returns whether this pair is new, and remembers it if so.
  ///
  /// A duplicate does not prolong the memory: what counts is the first.
  public mutating func isNew(_ key: UInt64, at now: Instant) -> Bool {
    guard table.find(key, at: now.nanoseconds) == nil else {
      suppressed += 1
      return false
    }
    let end = saturatingSum(now.nanoseconds, span)
    table.store((), for: key, until: end, at: now.nanoseconds)
    return true
  }

  /// Forgets a pair, as when its send failed and may be tried again as new.
  public mutating func forget(_ key: UInt64, at now: Instant) {
    guard table.find(key, at: now.nanoseconds) != nil else { return }
    table.store((), for: key, until: now.nanoseconds, at: now.nanoseconds)
  }
}
