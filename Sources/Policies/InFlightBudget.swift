/// A retry budget relative to what is in flight: failsafe-go's and Envoy's.
///
/// Weak for a gateway that parks: a retry that waits for a minute is not in flight anywhere.
public struct InFlightBudget: Sendable, Hashable {
  /// Which retries may be added.
  public enum Rule: Sendable, Hashable {
    /// Refused iff retries ≥ `atLeast` and retries / all > `share`, before adding (failsafe-go).
    case failsafe(share: Double, atLeast: Int64)
    /// Allowed while retries < max(⌊share × all⌋, `atLeast`) (Envoy).
    case envoy(share: Double, atLeast: Int64)
  }

  /// The rule.
  public let rule: Rule
  /// First attempts and retries that are under way.
  public private(set) var all: Int64 = 0
  /// Retries that are scheduled or under way.
  public private(set) var retries: Int64 = 0

  /// Creates a budget with nothing in flight.
  public init(_ rule: Rule) {
    self.rule = rule
  }

  /// Notes `count` first attempts that begin.
  public mutating func began(_ count: Int64 = 1) {
    all += count
  }

  /// Notes `count` first attempts that end.
  public mutating func ended(_ count: Int64 = 1) {
    all = max(retries, all - count)
  }

  /// Adds a retry if the rule allows it.
  public mutating func charge() -> Bool {
    guard allowsRetry else { return false }
    retries += 1
    all += 1
    return true
  }

  /// Notes `count` retries that end or are not needed after all.
  public mutating func retryEnded(_ count: Int64 = 1) {
    let gone = min(count, retries)
    retries -= gone
    all -= gone
  }

  /// Whether one more retry may be added.
  public var allowsRetry: Bool {
    switch rule {
    case .failsafe(let share, let least):
      retries < least || Double(retries) <= share * Double(all)
    case .envoy: retries < Self.limit(of: rule, all: all)
    }
  }

  /// Returns how many retries `rule` allows at once beside `all` attempts in flight.
  public static func limit(of rule: Rule, all: Int64) -> Int64 {
    switch rule {
    case .failsafe(let share, let least), .envoy(let share, let least):
      max(Int64(share * Double(all) + 1e-9), least)
    }
  }
}
