/// What a sweep's values say about choosing: the front of two aims, the worst case, the regret.
package enum Tradeoff {
  /// The designs that no other beats in both values, in their order.
  ///
  /// Undefined and infinite values are beaten by everything.
  package static func front(
    _ first: [Double?],
    _ firstDirection: Direction,
    _ second: [Double?],
    _ secondDirection: Direction
  ) -> [Int] {
    precondition(first.count == second.count, "two aims have values for the same designs")
    let a = first.map { cost($0, firstDirection) }
    let b = second.map { cost($0, secondDirection) }
    return a.indices.filter { one in
      guard a[one] < .infinity, b[one] < .infinity else { return false }
      return !a.indices.contains { other in
        a[other] <= a[one] && b[other] <= b[one] && (a[other] < a[one] || b[other] < b[one])
      }
    }
  }

  /// One design across a portfolio of incidents.
  package struct Row: Sendable, Equatable {
    /// The worst of its values, and the incident that brings it.
    package let worst: Double?
    package let worstIncident: Int?
    /// How far it is at most from the best design of the same incident.
    package let regret: Double?
  }

  /// Worst case and regret (Savage 1951) for each design of `values[design][incident]`.
  package static func portfolio(_ values: [[Double?]], _ direction: Direction) -> [Row] {
    let costs = values.map { $0.map { cost($0, direction) } }
    let incidents = costs.first?.count ?? 0
    let best = (0..<incidents).map { incident in
      costs.reduce(Double.infinity) { min($0, $1[incident]) }
    }
    return costs.indices.map { design in
      let row = costs[design]
      guard let worst = row.indices.max(by: { row[$0] < row[$1] }) else {
        return Row(worst: nil, worstIncident: nil, regret: nil)
      }
      let regret = row.indices.reduce(0.0) {
        best[$1] == .infinity ? $0 : max($0, row[$1] - best[$1])
      }
      return Row(worst: values[design][worst], worstIncident: worst, regret: regret)
    }
  }

  /// How far the mean moves from level to level of one factor: the main effect, per level.
  ///
  /// - Parameters:
  ///   - values: One for each design; undefined ones are left out.
  ///   - levels: The factor's level of each design.
  /// - Returns: For each level that occurs, in order, its mean.
  package static func mainEffect(
    of values: [Double?],
    levels: [Double]
  ) -> [(level: Double, mean: Double)] {
    let pairs = zip(levels, values).compactMap { level, value in value.map { (level, $0) } }
    var distinct: [Double] = []
    for level in pairs.map(\.0).sorted() where distinct.last != level { distinct.append(level) }
    return distinct.map { level in
      let here = pairs.filter { $0.0 == level }.map(\.1)
      return (level, here.reduce(0, +) / Double(here.count))
    }
  }

  /// A value as something to keep small.
  private static func cost(_ value: Double?, _ direction: Direction) -> Double {
    guard let value, !value.isNaN else { return .infinity }
    switch direction {
    case .higherIsBetter: return -value
    case .lowerIsBetter, .neither: return value
    }
  }
}
