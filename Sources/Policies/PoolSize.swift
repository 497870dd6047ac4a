public import TimeAndChance

/// How many connections a pool keeps.
public struct PoolSize: Sendable, Hashable {
  /// The connections it opens at the start and keeps.
  public let least: Int
  /// The connections it may grow to.
  public let most: Int
  /// The share of ready streams in use at which it grows by one.
  public let growAt: Fraction

  /// Creates a size that follows the load.
  ///
  /// - Parameters:
  ///   - least: The connections to keep, at least 1.
  ///   - most: The connections it may grow to, at most 10,000.
  ///   - growAt: The share of ready streams in use at which it grows by one.
  public init(least: Int, most: Int, growAt: Fraction = .percent(80)) {
    precondition(
      least >= 1 && most >= least && most <= 10_000,
      "1...10000, found \(least)...\(most)"
    )
    self.least = least
    self.most = most
    self.growAt = growAt
  }

  /// Creates a size that does not change.
  ///
  /// - Parameter count: The connections to keep.
  public init(fixed count: Int) {
    self.init(least: count, most: count)
  }
}

/// How many streams a connection carries, as far as the client knows before the peer says.
public struct StreamLimits: Sendable, Hashable {
  /// The cap assumed until SETTINGS arrive.
  public let perConnection: Int
  /// The cap before the first answer that proves authentication; APNs allows one.
  public let beforeProof: Int?

  /// Creates limits.
  ///
  /// - Parameters:
  ///   - perConnection: The cap assumed until SETTINGS arrive, 1 to 65,535.
  ///   - beforeProof: The cap before the first answer that proves authentication; nil for no such rule.
  public init(perConnection: Int, beforeProof: Int? = nil) {
    precondition((1...65_535).contains(perConnection), "1...65535, found \(perConnection)")
    precondition((beforeProof ?? 1) >= 1, "at least one stream, found \(beforeProof ?? 1)")
    self.perConnection = perConnection
    self.beforeProof = beforeProof
  }
}
