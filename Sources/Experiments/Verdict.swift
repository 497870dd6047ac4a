/// How a value may relate to its bound.
package enum Relation: String, Sendable, CaseIterable {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="

  /// Whether `value` stands in this relation to `bound`; never is greater than every number.
  package func holds(_ value: Double, _ bound: Double) -> Bool {
    switch self {
    case .less: value < bound
    case .lessOrEqual: value <= bound
    case .greater: value > bound
    case .greaterOrEqual: value >= bound
    case .equal: value == bound
    case .notEqual: value != bound
    }
  }
}

/// What an interval allows one to say about a line.
package enum Verdict: String, Sendable, CaseIterable {
  case met
  case notMet = "not met"
  case inconclusive
}
