/// What is wrong with a description of a distribution.
package enum DistributionError: Error, Hashable, Sendable {
  /// The parameter must be finite and above 0.
  case notPositive(parameter: String, found: Double)
  /// The parameter must be finite and not below 0.
  case negative(parameter: String, found: Double)
  /// Two parameters are in the wrong order.
  case outOfOrder(lower: String, upper: String)
  /// A lognormal needs exactly two facts.
  case needsTwoFacts(found: Int)
  /// No distribution of the family has these facts.
  case contradictory(String)
  /// The shares of a mixture must add up to 1.
  case sharesDoNotAddUp(Double)
  /// A list that needs more entries.
  case tooFew(what: String, needed: Int, found: Int)
  /// A probability must lie strictly between 0 and 1.
  case notAProbability(Double)
}

extension DistributionError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notPositive(let parameter, let found): "`\(parameter)` must be above 0, found \(found)"
    case .negative(let parameter, let found): "`\(parameter)` must not be below 0, found \(found)"
    case .outOfOrder(let lower, let upper): "`\(lower)` must lie below `\(upper)`"
    case .needsTwoFacts(let found):
      "a lognormal needs exactly two of median, mean, p90, p95, p99, p99.9 and sigma, found \(found)"
    case .contradictory(let why): why
    case .sharesDoNotAddUp(let sum): "shares must add up to 100%, found \(sum * 100)%"
    case .tooFew(let what, let needed, let found):
      "needs at least \(needed) \(what), found \(found)"
    case .notAProbability(let p): "a probability lies between 0 and 1, found \(p)"
    }
  }
}
