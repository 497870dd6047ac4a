/// The AWS SDKs' retry quota: a bucket that only success refills.
///
/// A retry takes 5 tokens, 10 after a timeout. A success gives back what its last retry took, a
/// success at the first attempt 1; a request that runs out of attempts gives back nothing.
public struct QuotaBudget: Sendable, Hashable {
  /// What each kind of retry takes and what a success gives back.
  public struct Prices: Sendable, Hashable {
    /// Taken by a retry after a transient error.
    public var transient: Int64
    /// Taken by a retry after a timeout.
    public var timeout: Int64
    /// Taken by a retry after an explicit throttle.
    public var throttling: Int64
    /// Given back by a success at the first attempt.
    public var firstSuccess: Int64

    /// Creates a price list.
    public init(transient: Int64, timeout: Int64, throttling: Int64, firstSuccess: Int64) {
      precondition(min(transient, timeout, throttling, firstSuccess) >= 0, "a price is >= 0")
      self.transient = transient
      self.timeout = timeout
      self.throttling = throttling
      self.firstSuccess = firstSuccess
    }

    /// The standard retry mode of the AWS SDKs.
    public static let classic = Prices(transient: 5, timeout: 10, throttling: 5, firstSuccess: 1)
    /// The revised behaviour ("2.1") that botocore carries behind a flag.
    public static let revised = Prices(transient: 14, timeout: 14, throttling: 5, firstSuccess: 1)
  }

  /// The full bucket.
  public let capacity: Int64
  /// The price list.
  public let prices: Prices
  /// What is left.
  public private(set) var tokens: Int64

  /// Creates a full bucket.
  public init(capacity: Int64 = 500, prices: Prices = .classic) {
    precondition(capacity >= 0, "a capacity is >= 0")
    self.capacity = capacity
    self.prices = prices
    tokens = capacity
  }

  /// Takes `amount` tokens, or none if there are not so many.
  public mutating func take(_ amount: Int64) -> Bool {
    guard amount <= tokens else { return false }
    tokens -= amount
    return true
  }

  /// Gives `amount` tokens back; the bucket never overflows.
  public mutating func giveBack(_ amount: Int64) {
    tokens = min(capacity, tokens + min(amount, capacity))
  }
}
