import TimeAndChance

/// What a project may send: shared by all servers of the fleet.
struct QuotaBucket: Sendable {
  private let plan: ProviderPlan.Quota
  private let window: Int64
  private var left: Double
  private var windowEnd: Int64
  private var last: Int64 = 0

  /// Fills the bucket; `phase` says where in its window time zero lies, in [0, 1).
  ///
  /// Windows are not aligned to anybody's clock.
  init(_ plan: ProviderPlan.Quota, phase: Double) {
    self.plan = plan
    window = plan.window.wholeNanoseconds
    windowEnd = Int64(Double(window) * (1 - phase))
    left = plan.limit
  }

  /// Whether a call of now is within the quota; one that is counts against it.
  mutating func admits(_ messages: Int = 1, at now: Int64) -> Bool {
    refill(at: now)
    let needed = min(Double(messages), max(1, plan.limit))
    guard left >= needed else { return false }
    left -= needed
    return true
  }

  /// Gives back what a call took that turned out not to count.
  mutating func giveBack() {
    left = min(plan.limit, left + 1)
  }

  /// How long a refused caller is told to wait, in nanoseconds; negative when it is not told.
  func retryAfter(at now: Int64) -> Int64 {
    switch plan.retryAfter {
    case .none: return -1
    case .constant(let span): return span.wholeNanoseconds
    case .untilRefill:
      guard plan.refill == .toFull else {
        return nanosecondsRounded(Double(window) / plan.limit)
      }
      return windowEnd - now
    }
  }

  /// The share of the limit that is spent.
  var used: Double { 1 - left / plan.limit }

  private mutating func refill(at now: Int64) {
    switch plan.refill {
    case .toFull:
      guard now >= windowEnd else { return }
      left = plan.limit
      windowEnd += ((now - windowEnd) / window + 1) * window
    case .continuous:
      left = min(plan.limit, left + plan.limit * Double(now - last) / Double(window))
      last = now
    }
  }
}
