import TimeAndChance

/// A value that changes over time: piecewise linear, constant before the first and after the last
/// point.
package struct Profile: Sendable, Hashable {
  /// One corner of the line.
  package struct Point: Sendable, Hashable {
    /// Time since the profile began.
    package var time: Duration
    package var value: Double

    package init(time: Duration, value: Double) {
      self.time = time
      self.value = value
    }
  }

  /// In order of time, where two points of one time make a step; never empty.
  package let points: [Point]

  package init(_ points: [Point]) {
    precondition(!points.isEmpty, "a profile has at least one point")
    precondition(
      zip(points, points.dropFirst()).allSatisfy { $0.time <= $1.time },
      "the points of a profile are in order of time"
    )
    self.points = points
  }

  /// A value that never changes.
  package init(constant value: Double) {
    points = [Point(time: .zero, value: value)]
  }

  package var isConstant: Bool { points.allSatisfy { $0.value == points[0].value } }

  /// The largest value that is ever reached.
  package var maximum: Double { points.reduce(-.infinity) { max($0, $1.value) } }

  /// The value `elapsed` after the profile began; at a step, the later value.
  package func value(after elapsed: Duration) -> Double {
    guard let next = points.firstIndex(where: { $0.time > elapsed }) else {
      return points[points.count - 1].value
    }
    guard next > 0 else { return points[0].value }
    let (before, after) = (points[next - 1], points[next])
    let share = (elapsed - before.time).inSeconds / (after.time - before.time).inSeconds
    return before.value + (after.value - before.value) * share
  }
}
