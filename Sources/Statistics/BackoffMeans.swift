/// Mean total pause of n retries under the usual kinds of jitter (Brooker, AWS, 2015).
package enum BackoffMeans {
  /// Capped exponential pauses without jitter.
  package static func plain(base: Double, cap: Double, count: Int) -> Double {
    var pause = base
    var sum = 0.0
    for _ in 0..<count {
      sum += min(cap, pause)
      pause = min(cap, pause * 2)
    }
    return sum
  }

  /// Uniform from 0 to the capped exponential.
  package static func full(base: Double, cap: Double, count: Int) -> Double {
    plain(base: base, cap: cap, count: count) / 2
  }

  /// Half of the capped exponential, and a uniform part of the other half.
  package static func equal(base: Double, cap: Double, count: Int) -> Double {
    plain(base: base, cap: cap, count: count) * 0.75
  }

  /// min(cap, uniform from base to three times the pause before), the first after `base`.
  ///
  /// The mean of what is still to come, as a function of the last pause, is integrated back from the
  /// last retry on a grid of equal ratios, on which three times a point is again a point.
  package static func decorrelated(base: Double, cap: Double, count: Int) -> Double {
    precondition(base > 0 && cap >= base, "a base above 0 and a cap from there on")
    if count == 0 { return 0 }
    let grid = DecorrelatedGrid(base: base, cap: cap)
    var rest = [Double](repeating: 0, count: grid.points.count)
    for _ in 0..<count { rest = grid.previous(rest) }
    // The grid ends in `base` itself.
    return rest[rest.count - 1]
  }
}

/// Points from the cap down to the base: cap·3^(−i/steps), and the base.
private struct DecorrelatedGrid {
  static let steps = 3_000
  let base: Double
  let cap: Double
  let points: [Double]

  init(base: Double, cap: Double) {
    self.base = base
    self.cap = cap
    var points = [cap]
    let ratio = naturalExp(-naturalLog(3) / Double(Self.steps))
    while let last = points.last, last * ratio > base {
      let exact = cap * naturalExp(-naturalLog(3) * Double(points.count) / Double(Self.steps))
      points.append(max(base, exact))
    }
    points.append(base)
    self.points = points
  }

  /// Returns the mean of one more pause and all that follows, by the pause before it.
  func previous(_ rest: [Double]) -> [Double] {
    let value = zip(points, rest).map { $0 + $1 }
    // below[i] = ∫ from base to points[i] of pause + rest.
    var below = [Double](repeating: 0, count: points.count)
    for i in stride(from: points.count - 2, through: 0, by: -1) {
      below[i] = below[i + 1] + cell(i, value)
    }
    return points.indices.map { i in
      let y = points[i]
      let top = 3 * y
      if top >= cap { return (below[0] + (top - cap) * value[0]) / (top - base) }
      // Three times the base lies off the grid: one cell is cut.
      if i == points.count - 1 { return partial(upTo: top, below, value) / (top - base) }
      return below[i - Self.steps] / (top - base)
    }
  }

  /// The integral over the cell from point i + 1 up to point i: trapezoid with the end correction of
  /// a parabola through the neighbours.
  private func cell(_ i: Int, _ value: [Double]) -> Double {
    let h = points[i] - points[i + 1]
    let trapezoid = h * (value[i] + value[i + 1]) / 2
    guard i >= 1, i + 2 < points.count - 1 else { return trapezoid }
    let left = (value[i] - value[i + 1]) / h
    let right = (value[i - 1] - value[i]) / (points[i - 1] - points[i])
    let curvature = 2 * (right - left) / (points[i - 1] - points[i + 1])
    return trapezoid - curvature * h * h * h / 12
  }

  private func partial(upTo top: Double, _ below: [Double], _ value: [Double]) -> Double {
    var i = points.count - 1
    while i > 0, points[i - 1] <= top { i -= 1 }
    if i == 0 || points[i] == top { return below[i] }
    let width = top - points[i]
    let slope = (value[i - 1] - value[i]) / (points[i - 1] - points[i])
    return below[i] + width * (value[i] + slope * width / 2)
  }
}
