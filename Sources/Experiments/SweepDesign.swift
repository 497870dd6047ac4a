/// Which combinations of factors a sweep tries, each factor at a position between 0 and 1.
package struct SweepDesign: Sendable, Equatable {
  /// One row for each combination, one position for each factor.
  package let points: [[Double]]

  /// Every combination of every level; the last factor varies fastest.
  ///
  /// A factor of n levels has the positions 0, 1/(n−1), … 1.
  package static func factorial(levels: [Int]) -> SweepDesign {
    precondition(levels.allSatisfy { $0 > 0 }, "every factor has a level: \(levels)")
    var points: [[Double]] = [[]]
    for count in levels {
      points = points.flatMap { point in
        (0..<count).map { point + [count == 1 ? 0 : Double($0) / Double(count - 1)] }
      }
    }
    return SweepDesign(points: points)
  }

  /// The first `count` points of Sobol's sequence after its origin.
  package static func sobol(count: Int, factors: Int) -> SweepDesign {
    var sequence = SobolSequence(dimensions: factors)
    return SweepDesign(points: (0..<count).map { _ in sequence.next() })
  }

  /// Saltelli's design for total effects: two independent halves A and B, then A with one factor at a
  /// time from B, `base` × (factors + 2) points in all.
  package static func saltelli(base: Int, factors: Int) -> SweepDesign {
    var sequence = SobolSequence(dimensions: 2 * factors)
    let rows = (0..<base).map { _ in sequence.next() }
    let a = rows.map { Array($0[..<factors]) }
    let b = rows.map { Array($0[factors...]) }
    var points = a + b
    for factor in 0..<factors {
      points += zip(a, b).map { first, second in
        var mixed = first
        mixed[factor] = second[factor]
        return mixed
      }
    }
    return SweepDesign(points: points)
  }

  /// The share of the variance that each factor has a part in (Jansen 1999), from the values of a
  /// Saltelli design; `nil` when nothing varies.
  package static func totalEffects(of values: [Double], base: Int, factors: Int) -> [Double]? {
    precondition(
      values.count == base * (factors + 2),
      "\(base) rows of \(factors) factors need \(base * (factors + 2)) values, found \(values.count)"
    )
    let both = values[..<(2 * base)]
    let mean = both.reduce(0, +) / Double(both.count)
    let variance = both.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(both.count)
    guard variance > 0 else { return nil }
    return (0..<factors).map { factor in
      let start = (2 + factor) * base
      let squares = (0..<base).reduce(0.0) {
        let moved = values[$1] - values[start + $1]
        return $0 + moved * moved
      }
      return squares / (2 * Double(base) * variance)
    }
  }
}
