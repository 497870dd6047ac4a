/// A fixed number of slots, so that one slow provider cannot take every thread and stream with it.
public struct Bulkhead: Sendable, Hashable {
  /// How many may be inside.
  public private(set) var slots: Int
  /// How many are inside.
  public private(set) var inUse = 0
  /// How many were turned away.
  public private(set) var refused: Int64 = 0
  /// Departures without an arrival: a fault of the holder, counted and otherwise ignored.
  public private(set) var misuses: Int64 = 0

  /// Creates an empty bulkhead.
  public init(slots: Int) {
    precondition(slots >= 0, "a bulkhead has >= 0 slots, found \(slots)")
    self.slots = slots
  }

  /// How many more may enter; 0 after the number of slots fell below those in use.
  @inlinable
  public var free: Int { max(0, slots - inUse) }

  /// Takes a slot if one is free.
  public mutating func enter() -> Bool {
    guard inUse < slots else {
      refused += 1
      return false
    }
    inUse += 1
    return true
  }

  /// Gives a slot back.
  public mutating func leave() {
    if inUse > 0 { inUse -= 1 } else { misuses += 1 }
  }

  /// Changes the number of slots; those inside stay until they leave.
  public mutating func resize(to slots: Int) {
    precondition(slots >= 0, "a bulkhead has >= 0 slots, found \(slots)")
    self.slots = slots
  }
}
