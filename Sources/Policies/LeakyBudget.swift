public import TimeAndChance

/// Tokens that leak: what was put in or taken out counts for `ttl` and is then forgotten.
///
/// Finagle's and tower's bucket. Takings expire as well as deposits, so a reserve that was spent
/// comes back once per ttl, not once per second.
public struct LeakyBucket: Sendable {
  /// Where a new slice of the window begins.
  public enum Slicing: UInt8, Sendable, Hashable {
    /// On a grid from the start: what is `ttl` old is forgotten, whoever asked in between.
    case grid
    /// When it is first touched, as in Finagle and tower: a bucket that is asked often but not on the
    /// grid loses the remainders and forgets late.
    case fromUse
  }

  /// Tokens that are always there on top of what was put in.
  public let reserve: Int64

  private var sums: SlidingSums

  /// Creates a bucket.
  ///
  /// - Parameters:
  ///   - ttl: How long a deposit or a taking counts.
  ///   - reserve: Tokens that are there without any deposit.
  ///   - slices: Granularity of forgetting; 10 as in Finagle and tower.
  ///   - slicing: Where a new slice begins.
  ///   - start: Where the first slice begins.
  public init(
    ttl: Duration,
    reserve: Int64,
    slices: Int = 10,
    slicing: Slicing = .grid,
    at start: Instant
  ) {
    precondition(ttl > .zero, "a bucket remembers for some time")
    precondition(reserve >= 0, "a reserve is >= 0")
    self.reserve = reserve
    sums = SlidingSums(over: ttl, slices: slices, realigning: slicing == .fromUse, at: start)
  }

  /// Returns the tokens that can be taken, negative when a reserve was overdrawn.
  public mutating func balance(at now: Instant) -> Int64 {
    sums.advance(to: now)
    return saturatingSum(reserve, sums.total.x)
  }

  /// Puts `amount` tokens in.
  public mutating func put(_ amount: Int64, at now: Instant) {
    sums.advance(to: now)
    sums.add(SIMD2(amount, 0))
  }

  /// Takes `amount` tokens, or none if there are not so many.
  public mutating func take(_ amount: Int64, at now: Instant) -> Bool {
    guard balance(at: now) >= amount else { return false }
    sums.add(SIMD2(-amount, 0))
    return true
  }

  /// The name of the slice that deposits and takings go to now, for `putBack`.
  var slice: UInt32 { sums.slice }

  /// Undoes a taking of `amount` in `slice`; too late, it changes nothing.
  mutating func putBack(_ amount: Int64, toSlice slice: UInt32, at now: Instant) {
    sums.advance(to: now)
    sums.add(SIMD2(amount, 0), toSlice: slice)
  }
}

/// A retry budget that allows a share of the requests plus a few a second: Finagle's, and ours.
///
/// Every request deposits 1000 tokens, a retry takes ⌊1000 / ratio⌋; the reserve is
/// `reserve` retries a second times the window.
public struct LeakyBudget: Sendable {
  /// What one retry takes, in thousandths of a request.
  public let withdrawal: Int64

  private let deposit: Int64
  private var bucket: LeakyBucket

  /// Creates a budget.
  ///
  /// - Parameters:
  ///   - ratio: Retries per request; more than 1 allows several per request.
  ///   - reserve: Retries per second that are allowed even without requests.
  ///   - window: How long deposits and retries count.
  ///   - slices: Granularity of the window.
  ///   - slicing: Where a new slice begins.
  ///   - start: Now.
  public init(
    ratio: Double,
    reserve: Rate,
    over window: Duration,
    slices: Int = 10,
    slicing: LeakyBucket.Slicing = .grid,
    at start: Instant
  ) {
    precondition(ratio >= 0 && ratio.isFinite, "a ratio is >= 0, found \(ratio)")
    deposit = ratio == 0 ? 0 : 1000
    withdrawal = ratio == 0 ? 1 : max(1, Int64(min(1000 / ratio, 1e15)))
    let kept = reserve.perSecond * window.inSeconds * Double(withdrawal)
    bucket = LeakyBucket(
      ttl: window,
      reserve: Int64(min(kept.rounded(.down), 4e18)),
      slices: slices,
      slicing: slicing,
      at: start
    )
  }

  /// Notes `count` first attempts.
  public mutating func requested(_ count: Int64 = 1, at now: Instant) {
    bucket.put(deposit &* count, at: now)
  }

  /// Takes one retry out of the budget and returns the receipt for `refund`, or nil: none left.
  public mutating func charge(at now: Instant) -> UInt32? {
    bucket.take(withdrawal, at: now) ? bucket.slice : nil
  }

  /// Gives an unused retry back to the slice that `charge(at:)` named.
  public mutating func refund(_ slice: UInt32, at now: Instant) {
    bucket.putBack(withdrawal, toSlice: slice, at: now)
  }

  /// Returns how many retries are left.
  public mutating func balance(at now: Instant) -> Int64 {
    let tokens = bucket.balance(at: now)
    return tokens / withdrawal - (tokens % withdrawal < 0 ? 1 : 0)
  }
}
