/// Count, mean and spread of a stream of numbers, without keeping them (Welford 1962).
///
/// Two of them merge exactly as well as one sees both streams (Chan, Golub and LeVeque 1979).
package struct Moments: Sendable, Equatable {
  package private(set) var count = 0
  package private(set) var mean = 0.0
  /// Sum of squared distances from the mean.
  private var squares = 0.0
  /// The smallest number, infinite when there is none.
  package private(set) var smallest = Double.infinity
  /// The largest number, negatively infinite when there is none.
  package private(set) var largest = -Double.infinity

  package init() {}

  package init(_ values: some Sequence<Double>) {
    for value in values { record(value) }
  }

  package mutating func record(_ value: Double) {
    count += 1
    let off = value - mean
    mean += off / Double(count)
    squares += off * (value - mean)
    smallest = min(smallest, value)
    largest = max(largest, value)
  }

  package mutating func merge(_ other: Moments) {
    if other.count == 0 { return }
    let total = Double(count + other.count)
    let off = other.mean - mean
    squares += other.squares + off * off * Double(count) * Double(other.count) / total
    mean += off * Double(other.count) / total
    count += other.count
    smallest = min(smallest, other.smallest)
    largest = max(largest, other.largest)
  }

  /// The unbiased variance; nothing for fewer than two numbers.
  package var variance: Double? { count < 2 ? nil : max(0, squares / Double(count - 1)) }

  /// The square root of the unbiased variance.
  package var standardDeviation: Double? { variance?.squareRoot() }

  /// The interval of Student's t for the mean of independent numbers; nothing for fewer than two.
  package func interval(confidence: Double = 0.95) -> ConfidenceInterval? {
    variance.map {
      .student(mean: mean, variance: $0, count: count, confidence: confidence)
    }
  }
}
