import GatewayModel
import Scenarios

extension Question {
  /// The stretch of a run that decides a line with `over`: the worst where every stretch must hold,
  /// the best where some must.
  enum Pick: Sendable, Equatable {
    case greatest
    case least
    /// Nearest to a bound, or farthest from it: for `==` and `!=`.
    case nearest(Double)
    case farthest(Double)

    init(_ claim: Claim) {
      var isEvery = true
      if case .overSome = claim.window { isEvery = false }
      let bound = claim.bound.value
      switch claim.comparison {
      case .atMost, .below: self = isEvery ? .greatest : .least
      case .atLeast, .above: self = isEvery ? .least : .greatest
      case .equal: self = isEvery ? .farthest(bound) : .nearest(bound)
      case .unequal: self = isEvery ? .nearest(bound) : .farthest(bound)
      }
    }

    /// The value that decides; nil where no stretch has one.
    func among(_ values: [Double]) -> Double? {
      switch self {
      case .greatest: values.max()
      case .least: values.min()
      case .nearest(let bound): values.min { abs($0 - bound) < abs($1 - bound) }
      case .farthest(let bound): values.max { abs($0 - bound) < abs($1 - bound) }
      }
    }
  }
}
