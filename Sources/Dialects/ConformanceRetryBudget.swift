import Policies
import TimeAndChance

extension Conformance {
  static func retryBudgetSubject(for vector: Vector) throws(Skip) -> any ConformanceSubject {
    var settings = ConformanceSettings(vector)
    let start = min(vector.steps.first?.time ?? .zero, .zero)
    switch settings.algorithm {
    case "leakytokenbucket", "leaky", "finagle", "tower", "tps":
      return try LeakyBudgetSubject(&settings, at: start)
    case "leakytokenbucketraw", "leakybucket":
      return try LeakyBucketSubject(&settings, at: start)
    case "boundedtokenbucket", "boundedbucket", "boundedtokenbucketraw", "tokenbucket":
      return try BoundedBucketSubject(&settings)
    case "grpca6", "grpc", "a6": return try TokenBudgetSubject(&settings)
    case "awsquota", "aws", "retryquota": return try QuotaBudgetSubject(&settings)
    case "inflightratio", "inflight", "envoybudget":
      return try InFlightBudgetSubject(&settings)
    default: throw Skip("unknown retry budget `\(settings.algorithm)`")
    }
  }
}

/// Finagle's and tower's budget: `LeakyBudget`.
struct LeakyBudgetSubject: ConformanceSubject {
  private var budget: LeakyBudget
  let reservation: String?

  init(_ settings: inout ConformanceSettings, at start: Instant) throws(Conformance.Skip) {
    let ttl = try settings.number("ttl", "window", or: 10, in: 1e-6...1e9)
    let reserve = try settings.number(
      "minRetriesPerSecond",
      "minRetriesPerSec",
      "minPerSec",
      "reserve",
      or: 0
    )
    let ratio = try settings.number("ratio", "percentCanRetry", "retryRatio", or: 0.2)
    budget = LeakyBudget(
      ratio: ratio,
      reserve: Rate(perSecond: reserve),
      over: Duration(inSeconds: ttl),
      slices: try settings.whole("slices", or: 10, in: 1...10_000),
      slicing: .fromUse,
      at: start
    )
    reservation = settings.reservation
  }

  mutating func perform(_ step: Conformance.Step) throws(Conformance.Skip) -> [Conformance.Sight] {
    let now = step.time
    let count = try step.count(default: 1)
    var granted = 0
    switch step.operation {
    case "deposit", "request": budget.requested(Int64(count), at: now)
    case "withdraw", "tryWithdraw", "retry":
      for _ in 0..<count where budget.charge(at: now) != nil { granted += 1 }
    case "depositThenWithdraw":
      for _ in 0..<count {
        budget.requested(at: now)
        if budget.charge(at: now) != nil { granted += 1 }
      }
    case "observe", "balance": break
    default: throw step.unknown
    }
    return [
      Conformance.Sight("granted", .number(Double(granted))),
      Conformance.Sight("balance", .number(Double(budget.balance(at: now)))),
    ]
  }
}

/// The bucket below it: `LeakyBucket`.
struct LeakyBucketSubject: ConformanceSubject {
  private var bucket: LeakyBucket
  let reservation: String?

  init(_ settings: inout ConformanceSettings, at start: Instant) throws(Conformance.Skip) {
    bucket = LeakyBucket(
      ttl: Duration(inSeconds: try settings.number("ttl", "window", or: 10, in: 1e-6...1e9)),
      reserve: Int64(try settings.whole("reserve", or: 0)),
      slices: try settings.whole("slices", or: 10, in: 1...10_000),
      slicing: .fromUse,
      at: start
    )
    reservation = settings.reservation
  }

  mutating func perform(_ step: Conformance.Step) throws(Conformance.Skip) -> [Conformance.Sight] {
    let amount = Int64(try step.whole("tokens", "amount", or: 1))
    var granted = 0
    for _ in 0..<(try step.count(default: 1)) {
      switch step.operation {
      case "put", "deposit": bucket.put(amount, at: step.time)
      case "get", "tryGet", "withdraw": granted += bucket.take(amount, at: step.time) ? 1 : 0
      case "observe", "balance", "count": break
      default: throw step.unknown
      }
    }
    let balance = Double(bucket.balance(at: step.time))
    return [
      Conformance.Sight("granted", .number(Double(granted))),
      Conformance.Sight("balance", .number(balance)),
      Conformance.Sight("tokens", .number(balance)),
      Conformance.Sight("count", .number(balance)),
    ]
  }
}

/// A bucket that starts empty and never leaks: `QuotaBudget` after everything was taken.
struct BoundedBucketSubject: ConformanceSubject {
  private var bucket: QuotaBudget
  let reservation: String?

  init(_ settings: inout ConformanceSettings) throws(Conformance.Skip) {
    let limit = Int64(try settings.whole("limit", "capacity", "max", "size", or: 10))
    bucket = QuotaBudget(capacity: limit)
    _ = bucket.take(limit)
    reservation = settings.reservation
  }

  mutating func perform(_ step: Conformance.Step) throws(Conformance.Skip) -> [Conformance.Sight] {
    let amount = Int64(try step.whole("tokens", "amount", or: 1))
    var granted = 0
    for _ in 0..<(try step.count(default: 1)) {
      switch step.operation {
      case "put", "deposit": bucket.giveBack(amount)
      case "get", "tryGet", "withdraw": granted += bucket.take(amount) ? 1 : 0
      case "observe", "balance", "count": break
      default: throw step.unknown
      }
    }
    let tokens = Double(bucket.tokens)
    return [
      Conformance.Sight("granted", .number(Double(granted))),
      Conformance.Sight("balance", .number(tokens)),
      Conformance.Sight("tokens", .number(tokens)),
      Conformance.Sight("count", .number(tokens)),
    ]
  }
}

/// gRPC A6: `TokenBudget`.
struct TokenBudgetSubject: ConformanceSubject {
  private var budget: TokenBudget
  let reservation: String?

  init(_ settings: inout ConformanceSettings) throws(Conformance.Skip) {
    budget = TokenBudget(
      tokens: try settings.number("maxTokens", or: 10, in: 0...1e9),
      ratio: try settings.number("tokenRatio", "ratio", or: 0.1, in: 0...1e9)
    )
    reservation = settings.reservation
  }

  mutating func perform(_ step: Conformance.Step) throws(Conformance.Skip) -> [Conformance.Sight] {
    for _ in 0..<(try step.count(default: 1)) {
      switch step.operation {
      case "success": budget.succeeded()
      case "failure" where step.fields["retryable"]?.bool == false: break
      case "failure", "pushback", "doNotRetry", "noRetryPushback": budget.failed()
      case "observe", "nonRetryableFailure", "ignored": break
      default: throw step.unknown
      }
    }
    return [
      Conformance.Sight("retryAllowed", .bool(budget.allowsRetry)),
      Conformance.Sight("permitted", .bool(budget.allowsRetry)),
      Conformance.Sight("tokens", .number(Double(budget.tokens) / 1000)),
      Conformance.Sight("maxTokens", .number(Double(budget.full) / 1000)),
      Conformance.Sight("tokenRatio", .number(Double(budget.refill) / 1000)),
    ]
  }
}

/// The AWS SDKs' quota: `QuotaBudget`.
struct QuotaBudgetSubject: ConformanceSubject {
  private var quota: QuotaBudget
  private var taken: [Int64] = []
  let reservation: String?

  init(_ settings: inout ConformanceSettings) throws(Conformance.Skip) {
    let classic = QuotaBudget.Prices.classic
    let retry = try settings.whole("costRetry", "retryCost", or: Int(classic.transient))
    let throttled = try settings.whole("costThrottlingRetry", "costThrottling", or: retry)
    quota = QuotaBudget(
      capacity: Int64(try settings.whole("capacity", "initialCapacity", or: 500)),
      prices: .init(
        transient: Int64(retry),
        timeout: Int64(try settings.whole("costTimeoutRetry", or: Int(classic.timeout))),
        throttling: Int64(throttled),
        firstSuccess: Int64(try settings.whole("refundNoRetry", or: Int(classic.firstSuccess)))
      )
    )
    reservation = settings.reservation
  }

  mutating func perform(_ step: Conformance.Step) throws(Conformance.Skip) -> [Conformance.Sight] {
    var granted = 0
    for _ in 0..<(try step.count(default: 1)) {
      switch step.operation {
      case "acquireQuota", "acquire":
        let price = Int64(try step.whole("amount", or: Int(quota.prices.transient)))
        granted += quota.take(price) ? 1 : 0
      case "releaseQuota", "release":
        quota.giveBack(Int64(try step.whole("amount", or: Int(quota.prices.firstSuccess))))
      case "retry":
        let price = price(of: step)
        if quota.take(price) {
          granted += 1
          taken.append(price)
        }
      case "success": quota.giveBack(taken.popLast() ?? quota.prices.firstSuccess)
      case "observe", "exhausted": taken.removeAll()
      default: throw step.unknown
      }
    }
    return [
      Conformance.Sight("granted", .number(Double(granted))),
      Conformance.Sight("tokens", .number(Double(quota.tokens))),
      Conformance.Sight("available", .number(Double(quota.tokens))),
      Conformance.Sight("capacity", .number(Double(quota.capacity))),
    ]
  }

  private func price(of step: Conformance.Step) -> Int64 {
    switch step.fields["cause"]?.text ?? step.fields["error"]?.text {
    case "timeout": quota.prices.timeout
    case "throttling", "throttle": quota.prices.throttling
    default: step.fields["timeout"]?.bool == true ? quota.prices.timeout : quota.prices.transient
    }
  }
}

/// failsafe-go's and Envoy's budgets: `InFlightBudget`.
struct InFlightBudgetSubject: ConformanceSubject {
  private var budget: InFlightBudget
  let reservation: String?

  init(_ settings: inout ConformanceSettings) throws(Conformance.Skip) {
    if settings.algorithm == "envoybudget" {
      let percent = try settings.number("budgetPercent", or: 20, in: 0...100)
      let least = try settings.whole("minRetryConcurrency", or: 3)
      budget = InFlightBudget(.envoy(share: percent / 100, atLeast: Int64(least)))
    } else {
      let share = try settings.number("maxRate", or: 0.2, in: 0...1)
      let least = try settings.whole("minConcurrency", or: 3)
      budget = InFlightBudget(.failsafe(share: share, atLeast: Int64(least)))
    }
    reservation = settings.reservation
  }

  mutating func perform(_ step: Conformance.Step) throws(Conformance.Skip) -> [Conformance.Sight] {
    let count = Int64(try step.count(default: 1))
    var granted = 0
    var limit = InFlightBudget.limit(of: budget.rule, all: budget.all)
    switch step.operation {
    case "start": budget.began(count)
    case "end", "finish": budget.ended(count)
    case "tryRetry", "retry":
      for _ in 0..<count where budget.charge() { granted += 1 }
    case "endRetry": budget.retryEnded(count)
    case "limit":
      let all: Int
      if let active = step.fields["active"]?.integer {
        all = active + (try step.whole("pending", or: 0))
      } else {
        all = try step.whole("activeAndPending", "inflight")
      }
      limit = InFlightBudget.limit(of: budget.rule, all: Int64(all))
    case "observe": break
    default: throw step.unknown
    }
    return [
      Conformance.Sight("granted", .number(Double(granted))),
      Conformance.Sight("retryAllowed", .bool(budget.allowsRetry)),
      Conformance.Sight("maxRetries", .number(Double(limit))),
      Conformance.Sight("inflight", .number(Double(budget.all))),
      Conformance.Sight("retries", .number(Double(budget.retries))),
    ]
  }
}
