/// How much of the beginning of a series to leave out (MSER-5; White, Cobb and Spratt 2000).
package enum WarmUp {
  /// Returns how many values to drop from the start of `series`; nothing when it never settles.
  ///
  /// Averages of five are dropped one after the other as long as the standard error of what is left
  /// shrinks. At most half may go: a minimum at the very end of that range means that the series is
  /// still moving (or too short to tell).
  package static func cut(_ series: [Double]) -> Int? {
    let batch = 5
    let batches = series.count / batch
    guard batches >= 10 else { return nil }
    let means = (0..<batches).map { index in
      series[index * batch..<(index + 1) * batch].reduce(0, +) / Double(batch)
    }
    // From the back, so that every suffix costs one step.
    var suffix = Moments()
    var best = Double.infinity
    var cut = 0
    for start in stride(from: batches - 1, through: 0, by: -1) {
      suffix.record(means[start])
      guard start <= batches / 2, let variance = suffix.variance else { continue }
      let error = variance / Double(suffix.count)
      // Of equal ones the earlier start keeps more data.
      if error <= best {
        best = error
        cut = start
      }
    }
    return cut == batches / 2 ? nil : cut * batch
  }
}
