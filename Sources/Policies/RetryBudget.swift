public import TimeAndChance

/// How many retries we may add to the load that was asked of us.
///
/// The charge is made when a retry is *scheduled*, so that a wave of parked messages cannot be
/// promised more than there is, and refunded when the retry is not needed after all.
///
/// ```
/// requested ─► attempt ─► finished(charge, .success)
///                 └─► finished(charge, .failure) ─► charge(for:) ─► Charge ─► attempt …
///                                                        └─ nil: over budget     └─► refund(charge)
/// ```
public struct RetryBudget: Sendable {
  /// The named alternatives.
  public enum Rule: Sendable, Hashable {
    /// No budget.
    case unlimited
    /// A share of the requests of a window plus a reserve (Finagle, tower).
    case leaky(ratio: Double, reserve: Rate, over: Duration)
    /// Tokens lost by failure and regained by success (gRPC A6).
    case gRPC(tokens: Double, ratio: Double)
    /// Tokens taken by retries and given back by success (AWS SDKs).
    case quota(capacity: Int64, QuotaBudget.Prices)
    /// A share of what is in flight (failsafe-go, Envoy).
    case inFlight(InFlightBudget.Rule)

    /// Finagle's defaults: 20 %, 10 a second, over 10 s.
    public static let recommended = Rule.leaky(
      ratio: 0.2,
      reserve: Rate(perSecond: 10),
      over: .seconds(10)
    )
  }

  /// Why a retry is wanted; only the AWS quota charges by cause.
  public enum Cause: UInt8, Sendable, Hashable {
    /// A passing error.
    case transient
    /// No answer in time.
    case timeout
    /// An explicit "too much".
    case throttling
  }

  /// How an attempt ended, as far as a budget cares.
  public enum Result: UInt8, Sendable, Hashable {
    /// The provider took it.
    case success
    /// It failed in a way that invites a retry, or the provider forbade the retry.
    case retryableFailure
    /// It failed for good.
    case permanentFailure
    /// It was given up without an answer.
    case abandoned
  }

  /// The receipt of one charged retry, 8 bytes; kept with the message.
  public struct Charge: Sendable, Hashable, BitwiseCopyable {
    @usableFromInline
    let amount: Int32
    @usableFromInline
    let slice: UInt32

    @usableFromInline
    init(amount: Int32, slice: UInt32) {
      self.amount = amount
      self.slice = slice
    }

    /// The receipt of a first attempt, which nobody charges.
    public static let none = Charge(amount: 0, slice: 0)
  }

  /// The rule.
  public let rule: Rule
  /// Charges refused so far: silently suppressed retries are hard to debug.
  public private(set) var refused: Int64 = 0

  private let kind: Kind
  private var leaky: LeakyBudget
  private var tokens: TokenBudget
  private var quota: QuotaBudget
  private var inFlight: InFlightBudget

  private enum Kind: UInt8 { case unlimited, leaky, gRPC, quota, inFlight }

  /// Creates a budget.
  public init(_ rule: Rule, at start: Instant) {
    self.rule = rule
    leaky = LeakyBudget(ratio: 0, reserve: .zero, over: .seconds(1), slices: 1, at: start)
    tokens = TokenBudget(tokens: 0, ratio: 0)
    quota = QuotaBudget(capacity: 0)
    inFlight = InFlightBudget(.envoy(share: 0, atLeast: 0))
    switch rule {
    case .unlimited: kind = .unlimited
    case .leaky(let ratio, let reserve, let window):
      kind = .leaky
      leaky = LeakyBudget(ratio: ratio, reserve: reserve, over: window, at: start)
    case .gRPC(let size, let ratio):
      kind = .gRPC
      tokens = TokenBudget(tokens: size, ratio: ratio)
    case .quota(let capacity, let prices):
      kind = .quota
      quota = QuotaBudget(capacity: capacity, prices: prices)
    case .inFlight(let rule):
      kind = .inFlight
      inFlight = InFlightBudget(rule)
    }
  }

  /// Notes a first attempt.
  public mutating func requested(at now: Instant) {
    switch kind {
    case .leaky: leaky.requested(at: now)
    case .inFlight: inFlight.began()
    case .unlimited, .gRPC, .quota: break
    }
  }

  /// Notes how an attempt ended; `charge` is the receipt that let it start, `.none` for a first.
  public mutating func finished(_ charge: Charge, _ result: Result, at now: Instant) {
    switch kind {
    case .unlimited, .leaky: break
    case .gRPC:
      switch result {
      case .success: tokens.succeeded()
      case .retryableFailure: tokens.failed()
      case .permanentFailure, .abandoned: break
      }
    case .quota:
      guard result == .success else { return }
      quota.giveBack(charge == .none ? quota.prices.firstSuccess : Int64(charge.amount))
    case .inFlight:
      if charge == .none { inFlight.ended() } else { inFlight.retryEnded() }
    }
  }

  /// Charges one retry when it is scheduled; nil means over budget: do not schedule it.
  public mutating func charge(for cause: Cause, at now: Instant) -> Charge? {
    let receipt: Charge?
    switch kind {
    case .unlimited: receipt = Charge(amount: 1, slice: 0)
    case .leaky: receipt = leaky.charge(at: now).map { Charge(amount: 1, slice: $0) }
    case .gRPC: receipt = tokens.allowsRetry ? Charge(amount: 1, slice: 0) : nil
    case .quota:
      let price = price(of: cause)
      receipt = quota.take(price) ? Charge(amount: Int32(clamping: price), slice: 1) : nil
    case .inFlight: receipt = inFlight.charge() ? Charge(amount: 1, slice: 0) : nil
    }
    if receipt == nil { refused += 1 }
    return receipt
  }

  /// Gives back the charge of a retry that was scheduled but never sent.
  public mutating func refund(_ charge: Charge, at now: Instant) {
    guard charge != .none else { return }
    switch kind {
    case .unlimited, .gRPC: break
    case .leaky: leaky.refund(charge.slice, at: now)
    case .quota: quota.giveBack(Int64(charge.amount))
    case .inFlight: inFlight.retryEnded()
    }
  }

  private func price(of cause: Cause) -> Int64 {
    switch cause {
    case .transient: quota.prices.transient
    case .timeout: quota.prices.timeout
    case .throttling: quota.prices.throttling
    }
  }
}
