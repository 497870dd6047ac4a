/// Holm's correction (1979): many comparisons, one chance of a false alarm over all of them.
package enum Holm {
  /// Returns the adjusted p-values in the order given; below α means different at that level.
  package static func adjusted(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    var adjusted = pValues
    var floor = 0.0
    for (rank, index) in order.enumerated() {
      floor = max(floor, min(1, Double(pValues.count - rank) * pValues[index]))
      adjusted[index] = floor
    }
    return adjusted
  }
}
